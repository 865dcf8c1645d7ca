using System.Diagnostics;
using System.Globalization;
using Kirimy.PowerShell.Tools;

namespace Kirimy.Benchmarks;

/// <summary>
/// Compares Import-KirimyContact, which validates every number, to Import-Csv on a file of five columns. Both run alternately in one pwsh
/// process. Also measures the peak memory of a process that reads few rows and of one that reads many.
/// </summary>
internal sealed class ContactsBenchmark : IBenchmark
{
    /// <summary>The argument that starts this program as the measured process.</summary>
    public const string Role = "import-contacts";

    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double BarRatio = 1;
    private const double BarMebibytes = 40;

    private const string ByTurns = """
        Import-Module 'MODULE'
        function Show([scriptblock] $Command) {
            [GC]::Collect()
            $time = [Diagnostics.Stopwatch]::StartNew()
            & $Command
            $time.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
        }
        foreach ($round in 1..8) {
            Show { Import-KirimyContact 'CONTACTS' | Out-Null }
            Show { Import-Csv 'CONTACTS' | Out-Null }
        }
        """;

    private static readonly string[] Spellings = ["62812{0}", "0812{0}", "0812-{0}", "+62 812 {0}"];

    public string Question => "how many contacts a second does Import-KirimyContact read, and in how much memory?";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-contacts-");
        try
        {
            var few = Write(folder, Few);
            var many = Write(folder, Many);
            WriteRates(output, many);
            output.WriteLine();
            WriteMemory(output, few, many);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads a file, and writes the peak memory of this process in bytes.</summary>
    /// <param name="arguments">The path.</param>
    public static void Import(IReadOnlyList<string> arguments)
    {
        using var session = new ModuleSession();
        Read(session, arguments[0]);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteRates(TextWriter output, string path)
    {
        var table = new ResultTable(
            "1,000,000 rows of 5 columns, to Out-Null",
            "rows/s (median)",
            "rows/s (best)",
            "ratio (median)",
            "bar"
        );
        using (var session = new ModuleSession())
        {
            var measured = Measurement.Of(() => Read(session, path));
            table.Add(
                "Import-KirimyContact, PowerShell's engine in this process",
                Many / measured.Median.TotalSeconds,
                Many / measured.Best.TotalSeconds,
                string.Empty,
                string.Empty
            );
        }

        var times = MeasureByTurns(path);
        AddPair(table, "in pwsh", times[4..], BarRatio);
        AddPair(table, "in pwsh, the first time", times[..2], bar: null);

        table.Write(output);
    }

    private static void AddPair(ResultTable table, string where, double[] times, double? bar)
    {
        var ours = times.Where((_, i) => i % 2 == 0).Order().ToArray();
        var theirs = times.Where((_, i) => i % 2 == 1).Order().ToArray();
        var ratio = theirs[theirs.Length / 2] / ours[ours.Length / 2];
        var verdict = bar is { } least ? $"{ResultTable.Ratio(least)}: {(ratio >= least ? "met" : "MISSED")}" : string.Empty;
        Add("Import-KirimyContact", ours, ResultTable.Ratio(ratio), verdict);
        Add("Import-Csv", theirs, ResultTable.Ratio(1), string.Empty);

        void Add(string command, double[] sorted, string relation, string met) =>
            table.Add($"{command} {where}", Many * 1000 / sorted[sorted.Length / 2], Many * 1000 / sorted[0], relation, met);
    }

    /// <summary>Measures Import-KirimyContact and Import-Csv alternately, in milliseconds.</summary>
    private static double[] MeasureByTurns(string path)
    {
        var script = ByTurns
            .Replace("MODULE", ModuleSession.ModulePath, StringComparison.Ordinal)
            .Replace("CONTACTS", path, StringComparison.Ordinal);
        var start = PowerShellProgram.Start("-Command", script);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return [.. lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static void WriteMemory(TextWriter output, string fewPath, string manyPath)
    {
        var few = Peak(fewPath);
        var many = Peak(manyPath);
        var table = new ResultTable("Import-KirimyContact to Out-Null, a fresh process", "peak, MiB", "bar");
        table.Add("10,000 rows", ResultTable.Tenths(few), string.Empty);
        table.Add("1,000,000 rows", ResultTable.Tenths(many), string.Empty);
        var verdict = many - few <= BarMebibytes ? "met" : "MISSED";
        table.Add("difference", ResultTable.Tenths(many - few), $"{ResultTable.Tenths(BarMebibytes)}: {verdict}");
        table.Write(output);
    }

    private static double Peak(string path)
    {
        using var process = new ChildProcess([Role, path]);
        return long.Parse(process.ReadLine(), CultureInfo.InvariantCulture) / (1024.0 * 1024);
    }

    private static void Read(ModuleSession session, string path) =>
        session.Run("param($path) Import-KirimyContact -LiteralPath $path | Out-Null", ("path", path));

    private static string Write(DirectoryInfo folder, int rows)
    {
        var path = Path.Combine(folder.FullName, $"{rows}.csv");
        using var file = new StreamWriter(path);
        file.WriteLine("wa,name,company,address,city");
        for (var i = 0; i < rows; i++)
        {
            var number = string.Format(CultureInfo.InvariantCulture, Spellings[i % Spellings.Length], 10_000_000 + i);
            file.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{number},Budi Santoso {i},PT Maju Jaya,Jl. Merdeka No. {i % 200},Jakarta")
            );
        }

        return path;
    }
}
