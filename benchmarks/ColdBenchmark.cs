using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;
using Kirimy.PowerShell.Tools;

namespace Kirimy.Benchmarks;

/// <summary>
/// Measures one alert from a fresh pwsh process, compared to the alternatives of a script. The processes run alternately, so other work on
/// the machine affects all of them equally.
/// </summary>
internal sealed class ColdBenchmark : IBenchmark
{
    private const int WarmUps = 2;
    private const int Rounds = 15;
    private const int MemoryRounds = 9;
    private const double MemoryBar = 10;
    private const double ImportBar = 40;
    private const string Sent = "Sent";

    /// <summary>
    /// Printed at the end of a process that isn't timed: its peak memory in bytes, and its processor time in milliseconds.
    /// </summary>
    private const string Usage =
        "$p = [Diagnostics.Process]::GetCurrentProcess(); '{0} {1:F0}' -f $p.PeakWorkingSet64, $p.TotalProcessorTime.TotalMilliseconds";

    private static readonly TimeSpan AddedRoundTrip = TimeSpan.FromMilliseconds(40);

    public string Question => $"how long does a fresh pwsh take that sends one alert? Medians of {Rounds} processes that take turns";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-cold-");
        try
        {
            var import = $"Import-Module '{ModuleSession.ModulePath}' -ErrorAction Stop";
            var send = $"{import}; (Send-KirimyMessage 081234567890 halo -SessionId {MessageRows.Session}";
            var bare = new Way("pwsh alone", "$null", string.Empty);
            var rest = new Way(
                "Invoke-RestMethod -Form",
                "(Invoke-RestMethod \"${env:KIRIMY_BASE_URI}send-message\" -Method Post -Headers @{ 'api-key' = $env:KIRIMY_API_KEY } "
                    + $"-Form @{{ session_id = '{MessageRows.Session}'; receive = '6281234567890'; message = 'halo' }}).success",
                "True"
            );
            var recorded = new Way("Send-KirimyMessage, durable SQLite ledger", $"{send}).Status", Sent);
            var unrecorded = new Way("Send-KirimyMessage -Ledger None", $"{send} -Ledger None).Status", Sent);
            var least = new Way("Import-Module of an empty binary module", $"Import-Module '{EmptyModule(folder)}'", string.Empty);
            var own = new Way("Import-Module Kirimy", import, string.Empty);

            Measure(folder, distant: false, [bare, rest, recorded, unrecorded, least, own]);
            if (OperatingSystem.IsLinux())
            {
                Measure(folder, distant: true, [rest, recorded, unrecorded]);
            }

            var table = new ResultTable(
                "a fresh pwsh",
                "loopback, ms",
                "TLS and 40 ms more, ms",
                "processor, ms",
                "peak, MiB",
                "peak over TLS, MiB",
                "bar"
            );
            foreach (var way in new[] { bare, rest, recorded, unrecorded, least, own })
            {
                table.Add(
                    way.Name,
                    Median(way.Near),
                    way.Distant.Count > 0 ? Median(way.Distant) : string.Empty,
                    Median(way.Processor),
                    ResultTable.Tenths(Median(way.Peak)),
                    way.DistantPeak.Count > 0 ? ResultTable.Tenths(Median(way.DistantPeak)) : string.Empty,
                    way == recorded ? Verdict(recorded, rest)
                        : way == own
                            ? $"{ImportBar} ms more than empty: {(Median(own.Near) - Median(least.Near) <= ImportBar ? "met" : "MISSED")}"
                        : string.Empty
                );
            }

            table.Write(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Verdict(Way own, Way other) =>
        Median(own.Near) <= Median(other.Near)
        && (own.Distant.Count == 0 || Median(own.Distant) <= Median(other.Distant))
        && (own.DistantPeak.Count > 0 ? Median(own.DistantPeak) - Median(other.DistantPeak) : Median(own.Peak) - Median(other.Peak))
            <= MemoryBar
            ? $"as fast, {MemoryBar} MiB more: met"
            : $"as fast, {MemoryBar} MiB more: MISSED";

    /// <summary>A manifest and an assembly without cmdlets: the minimum cost of a binary module.</summary>
    private static string EmptyModule(DirectoryInfo folder)
    {
        var manifest = Path.Combine(folder.FullName, "Least.psd1");
        File.Copy(typeof(ColdBenchmark).Assembly.Location, Path.Combine(folder.FullName, "Least.dll"));
        File.WriteAllText(
            manifest,
            "@{ RootModule = 'Least.dll'; ModuleVersion = '1.0'; CmdletsToExport = @(); FunctionsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }"
        );
        return manifest;
    }

    private static void Measure(DirectoryInfo folder, bool distant, Way[] ways)
    {
        var trustFile = Path.Combine(folder.FullName, "trusted.pem");
        using var server = distant ? ServerProcess.StartDistant(AddedRoundTrip, trustFile) : ServerProcess.Start();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            foreach (var way in ways)
            {
                var from = Stopwatch.GetTimestamp();
                var printed = Start(way.Script);
                var elapsed = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                Expect(way, way.Result, printed);
                if (round >= 0)
                {
                    (distant ? way.Distant : way.Near).Add(elapsed);
                }
            }
        }

        for (var round = 0; round < MemoryRounds; round++)
        {
            foreach (var way in ways)
            {
                var lines = Start($"{way.Script}; {Usage}").Split('\n');
                Expect(way, way.Result, string.Join('\n', lines[..^1]));
                var usage = lines[^1].Split(' ');
                (distant ? way.DistantPeak : way.Peak).Add(double.Parse(usage[0], CultureInfo.InvariantCulture) / (1024 * 1024));
                if (!distant)
                {
                    way.Processor.Add(double.Parse(usage[1], CultureInfo.InvariantCulture));
                }
            }
        }

        string Start(string script)
        {
            var start = PowerShellProgram.Start("-Command", script);
            start.RedirectStandardOutput = true;
            // A separate home folder, without the profiles and the ledger of the current user.
            foreach (var name in (string[])["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"])
            {
                start.Environment[name] = folder.FullName;
            }

            start.Environment["KIRIMY_BASE_URI"] = server.BaseUri.AbsoluteUri;
            start.Environment["KIRIMY_API_KEY"] = MessageRows.Key;
            if (distant)
            {
                start.Environment["SSL_CERT_FILE"] = trustFile;
            }

            using var process = Process.Start(start)!;
            var printed = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return printed;
        }
    }

    private static void Expect(Way way, string expected, string printed)
    {
        if (printed != expected)
        {
            throw new InvalidOperationException($"{way.Name} printed: {printed}");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>One of the compared processes.</summary>
    /// <param name="Name">The name in the table.</param>
    /// <param name="Script">The script that pwsh runs.</param>
    /// <param name="Result">The output of the script.</param>
    private sealed record Way(string Name, string Script, string Result)
    {
        public List<double> Near { get; } = [];

        public List<double> Distant { get; } = [];

        public List<double> Peak { get; } = [];

        public List<double> DistantPeak { get; } = [];

        public List<double> Processor { get; } = [];
    }
}
