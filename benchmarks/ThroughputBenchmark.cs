using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>Messages a second through the pipeline, without a ledger and without limits: a bound for what the engine itself costs.</summary>
internal sealed class ThroughputBenchmark : IBenchmark
{
    private const int BarWorkers = 16;
    private const double Bar = 10_000;
    private const int WarmUps = 4;
    private const int Rounds = 5;

    private static readonly (int Workers, int Messages)[] Levels = [(1, 5_000), (5, 15_000), (BarWorkers, 20_000)];

    public string Question => "how many messages a second does Send-KirimyMessage send over loopback, without a ledger?";

    public void Run(TextWriter output)
    {
        using var server = ServerProcess.Start();
        using var command = new SendCommand(server.BaseUri);
        var rows = MessageRows.Piped(Levels.Max(level => level.Messages)).ToArray();
        var table = new ResultTable("workers", "messages/s (median)", "best", "bar");
        foreach (var (workers, messages) in Levels)
        {
            var rates = new List<double>();
            for (var round = 0; round < WarmUps + Rounds; round++)
            {
                // One run's garbage isn't paid for by the next.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var from = Stopwatch.GetTimestamp();
                var check = command.Send(new ArraySegment<object>(rows, 0, messages), messages, workers);
                rates.Add(messages / Stopwatch.GetElapsedTime(from).TotalSeconds);
                check();
                if (server.TakeStatistics().Answered is var answered && answered != messages)
                {
                    throw new InvalidOperationException($"{messages} messages were sent, {answered} arrived.");
                }
            }

            // The first rounds compile.
            var measured = rates.Skip(WarmUps).Order().ToList();
            var median = measured[Rounds / 2];
            var verdict = string.Create(CultureInfo.InvariantCulture, $"{Bar:N0}: {(median >= Bar ? "met" : "MISSED")}");
            table.Add(workers.ToString(CultureInfo.InvariantCulture), median, measured[^1], workers == BarWorkers ? verdict : string.Empty);
        }

        table.Write(output);
    }
}
