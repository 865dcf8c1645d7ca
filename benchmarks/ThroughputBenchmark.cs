using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;
using Kirimy.PowerShell.Tools;

namespace Kirimy.Benchmarks;

/// <summary>
/// Measures messages per second over loopback without limits, which shows the cost of the engine itself. Compares it to a script without
/// the module: Invoke-RestMethod in a loop and in parallel.
/// </summary>
internal sealed class ThroughputBenchmark : IBenchmark
{
    private const int Workers = 16;
    private const double Bar = 10_000;
    private const double LedgerBar = 2_000;
    private const int WarmUps = 4;
    private const int Rounds = 5;
    private const int OtherMessages = 1_000;

    private const string Post =
        "Invoke-RestMethod -Uri \"${env:KIRIMY_BASE_URI}send-message\" -Method Post -Headers @{ 'api-key' = $env:KIRIMY_API_KEY } "
        + "-Form @{ session_id = 'bench'; receive = '6281234567890'; message = 'Halo' }";

    public string Question => "how many messages a second does Send-KirimyMessage send over loopback, by other ways?";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-benchmark-");
        try
        {
            using var server = ServerProcess.Start();
            var loop = MeasureScript(server, $"foreach ($i in 1..COUNT) {{ {Post} }}");
            var parallel = MeasureScript(
                server,
                string.Create(CultureInfo.InvariantCulture, $"1..COUNT | ForEach-Object -ThrottleLimit {Workers} -Parallel {{ {Post} }}")
            );
            var table = new ResultTable("measured", "messages/s (median)", "best", "by the loop", "by -Parallel", "bar");
            Add("Invoke-RestMethod -Form in a loop", loop, bar: null);
            Add($"ForEach-Object -Parallel, {Workers} at once", parallel, bar: null);
            foreach (var (workers, messages) in new[] { (1, 5_000), (5, 15_000), (Workers, 20_000) })
            {
                var rates = Measure(server, _ => SendCommand.Unrecorded, messages, workers);
                Add($"Send-KirimyMessage -Ledger None, {workers} at once", rates, workers == Workers ? Bar : null);
            }

            var ledger = $"{SendCommand.NoLimits} -Ledger '{Path.Combine(folder.FullName, "ledger.db")}'";
            Add($"Send-KirimyMessage, durable SQLite ledger, {Workers} at once", Measure(server, _ => ledger, 10_000, Workers), LedgerBar);
            Add(
                $"Send-KirimyMessage -BatchId, the same ledger, {Workers} at once",
                Measure(server, round => string.Create(CultureInfo.InvariantCulture, $"{ledger} -BatchId b{round}"), 10_000, Workers),
                LedgerBar
            );
            table.Write(output);

            void Add(string what, double[] rates, double? bar)
            {
                var median = Median(rates);
                table.Add(
                    what,
                    median,
                    rates.Max(),
                    ResultTable.Tenths(median / Median(loop)),
                    ResultTable.Tenths(median / Median(parallel)),
                    bar is { } least
                        ? string.Create(CultureInfo.InvariantCulture, $"{least:N0}: {(median >= least ? "met" : "MISSED")}")
                        : string.Empty
                );
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The messages per second of each round, without the first rounds, which include compilation.</summary>
    private static double[] Measure(ServerProcess server, Func<int, string> arguments, int messages, int workers)
    {
        var rows = MessageRows.Piped(messages).ToArray();
        var rates = new List<double>();
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            using var command = new SendCommand(server.BaseUri, arguments(round));
            // Collect the garbage of one run before the next one.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var from = Stopwatch.GetTimestamp();
            var check = command.Send(rows, messages, workers);
            rates.Add(messages / Stopwatch.GetElapsedTime(from).TotalSeconds);
            check();
            if (server.TakeStatistics().Answered is var answered && answered != messages)
            {
                throw new InvalidOperationException($"{messages} messages were sent, {answered} arrived.");
            }
        }

        return [.. rates.Skip(WarmUps)];
    }

    /// <summary>The messages per second of each round of a script in one pwsh process.</summary>
    private static double[] MeasureScript(ServerProcess server, string script)
    {
        var count = OtherMessages.ToString(CultureInfo.InvariantCulture);
        var start = PowerShellProgram.Start(
            "-Command",
            $"foreach ($round in 0..{Rounds}) {{ $time = [Diagnostics.Stopwatch]::StartNew(); "
                + $"$null = {script.Replace("COUNT", count, StringComparison.Ordinal)}; "
                + "$time.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture) }"
        );
        start.RedirectStandardOutput = true;
        start.Environment["KIRIMY_BASE_URI"] = server.BaseUri.AbsoluteUri;
        start.Environment["KIRIMY_API_KEY"] = MessageRows.Key;
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        if (server.TakeStatistics().Answered is var answered && answered != OtherMessages * (Rounds + 1))
        {
            throw new InvalidOperationException($"A script sent {answered} messages, and not {OtherMessages * (Rounds + 1)}.");
        }

        return [.. lines.Skip(1).Select(line => OtherMessages / double.Parse(line, CultureInfo.InvariantCulture))];
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
