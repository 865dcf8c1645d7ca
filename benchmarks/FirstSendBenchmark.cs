using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>A pwsh that imports the module, sends one message and ends, beside one that only ends; the server is another process.</summary>
internal sealed class FirstSendBenchmark : IBenchmark
{
    private const int Runs = 10;
    private const double BarMilliseconds = 400;

    public string Question => "how much longer does a fresh pwsh take that imports the module and sends one message?";

    public void Run(TextWriter output)
    {
        using var server = ServerProcess.Start();
        var folder = Directory.CreateTempSubdirectory("kirimy-first-send");
        try
        {
            var bare = new List<double>();
            var sending = new List<double>();
            var script =
                $"Import-Module '{ModuleSession.ModulePath}'; (Send-KirimyMessage 081234567890 halo -SessionId {MessageRows.Session}).Status";
            // One more of each, to have the files in the system's cache and the ledger made; in turn, so that both see the same machine.
            for (var run = 0; run <= Runs; run++)
            {
                bare.Add(Measure("exit", string.Empty, server.BaseUri, folder.FullName));
                sending.Add(Measure(script, "Sent", server.BaseUri, folder.FullName));
            }

            var (without, with) = (Median(bare), Median(sending));
            var cost = with - without;
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"medians: bare {without:F0} ms, with a message {with:F0} ms; difference {cost:F0} ms; bar {BarMilliseconds:F0} ms: {(cost < BarMilliseconds ? "met" : "NOT met")}"
                )
            );
        }
        catch (System.ComponentModel.Win32Exception)
        {
            output.WriteLine("Not measured: there is no pwsh on this machine.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Measure(string script, string expected, Uri service, string folder)
    {
        var start = new ProcessStartInfo("pwsh") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-NoProfile", "-NonInteractive", "-Command", script })
        {
            start.ArgumentList.Add(argument);
        }

        // A user of their own: neither this one's profiles nor this one's ledger.
        start.Environment["KIRIMY_BASE_URI"] = service.AbsoluteUri;
        start.Environment["KIRIMY_API_KEY"] = MessageRows.Key;
        start.Environment["XDG_CONFIG_HOME"] = start.Environment["XDG_STATE_HOME"] = folder;
        start.Environment["APPDATA"] = start.Environment["LOCALAPPDATA"] = folder;
        var from = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(from);
        return text == expected ? elapsed.TotalMilliseconds : throw new InvalidOperationException($"pwsh said: {text}");
    }

    /// <summary>Without the first.</summary>
    private static double Median(List<double> times)
    {
        var sorted = times.Skip(1).Order().ToList();
        return (sorted[(Runs / 2) - 1] + sorted[Runs / 2]) / 2;
    }
}
