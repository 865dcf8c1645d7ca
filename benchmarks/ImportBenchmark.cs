using System.Diagnostics;
using System.Globalization;

namespace Kirimy.Benchmarks;

/// <summary>
/// Import-Module in ten fresh processes of pwsh; by turns with the least there can be, a manifest that names one assembly without commands:
/// that much is PowerShell's own and the machine's.
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Runs = 10;
    private const double BarMilliseconds = 60;

    public string Question => "how long does Import-Module take in a fresh pwsh?";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-benchmark-");
        try
        {
            var least = Path.Combine(folder.FullName, "Least.psd1");
            File.Copy(
                Path.Combine(Path.GetDirectoryName(ModuleSession.ModulePath)!, "bin", "net8.0", "Kirimy.dll"),
                Path.Combine(folder.FullName, "Least.dll")
            );
            File.WriteAllText(
                least,
                "@{ RootModule = 'Least.dll'; ModuleVersion = '1.0'; CmdletsToExport = @(); FunctionsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }"
            );
            var own = new List<double>();
            var others = new List<double>();

            // One more, to have the files in the system's cache.
            for (var run = 0; run <= Runs; run++)
            {
                own.Add(Measure(ModuleSession.ModulePath));
                others.Add(Measure(least));
            }

            var median = Median(own.Skip(1));
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"median {median:F1} ms, best {own.Skip(1).Min():F1} ms, worst {own.Skip(1).Max():F1} ms; bar {BarMilliseconds:F0} ms: {(median < BarMilliseconds ? "met" : "NOT met")}"
                )
            );
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"By turns with it, a manifest that names one assembly without commands: median {Median(others.Skip(1)):F1} ms, best {others.Skip(1).Min():F1} ms."
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

    private static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static double Measure(string module)
    {
        var script =
            $"$t = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{module}' -ErrorAction Stop; $t.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";
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
