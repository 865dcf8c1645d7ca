using System.Diagnostics;
using System.Globalization;

namespace Kirimy.Benchmarks;

/// <summary>Import-Module in ten fresh processes of pwsh.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Runs = 10;
    private const double BarMilliseconds = 60;

    public string Question => "how long does Import-Module take in a fresh pwsh?";

    public void Run(TextWriter output)
    {
        var script =
            $"$t = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{ModuleSession.ModulePath}'; $t.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";
        var times = new List<double>();
        try
        {
            // One more, to have the files in the system's cache.
            for (var run = 0; run <= Runs; run++)
            {
                times.Add(Measure(script));
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            output.WriteLine("Not measured: there is no pwsh on this machine.");
            return;
        }

        var sorted = times.Skip(1).Order().ToList();
        var median = (sorted[(Runs / 2) - 1] + sorted[Runs / 2]) / 2;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"median {median:F1} ms, best {sorted[0]:F1} ms, worst {sorted[^1]:F1} ms; bar {BarMilliseconds:F0} ms: {(median < BarMilliseconds ? "met" : "NOT met")}"
            )
        );
    }

    private static double Measure(string script)
    {
        var start = new ProcessStartInfo("pwsh") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-NoProfile", "-NonInteractive", "-Command", script })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text.Trim(), CultureInfo.InvariantCulture);
    }
}
