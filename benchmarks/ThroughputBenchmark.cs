using System.Diagnostics;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>
/// Messages a second through the pipeline, by those of a bare HttpClient loop that has as many requests under way and reads each answer
/// (who doesn't, can't tell a refusal from a success). All ways take turns, so that what else the machine does hits all of them.
/// </summary>
internal sealed class ThroughputBenchmark : IBenchmark
{
    private const double Bar = 0.90;
    private const int WarmUps = 8;
    private const int Rounds = 9;

    /// <summary>Short sends before the long ones: what a send does once has to be compiled for good as well.</summary>
    private const int ShortWarmUps = 150;
    private const int ShortMessages = 10;

    private static readonly (int Concurrency, int Messages)[] Levels = [(1, 5_000), (5, 15_000), (16, 20_000)];

    public string Question => "how fast are rows piped to Send-KirimyMessage sent, by a bare HttpClient loop?";

    public void Run(TextWriter output)
    {
        using var server = ServerProcess.Start();
        using var command = new SendCommand(server.BaseUri);
        using var loop = new BareLoop(server.BaseUri);
        using var least = new LeastSession(loop);
        var most = Levels.Max(level => level.Messages);
        var rows = MessageRows.Piped(most).ToArray();
        IReadOnlyList<Way> ways =
        [
            .. Way.All(command, loop, most),
            new("rows piped to a command that only posts", (count, n) => least.Send(new ArraySegment<object>(rows, 0, count), count, n)),
        ];
        var table = new ResultTable(
            "requests under way",
            "measured",
            "messages/s (median)",
            "best",
            "CPU of this process, µs/message",
            "ratio to the loop that reads (median)",
            "bar"
        );
        WarmUp(server, ways);
        foreach (var (concurrency, messages) in Levels)
        {
            Measure(table, server, ways, concurrency, messages);
        }

        table.Write(output);
    }

    /// <summary>The command has more code that the runtime compiles, and compiles again when it is often used; who starts cold, measures the compiler.</summary>
    private static void WarmUp(ServerProcess server, IReadOnlyList<Way> ways)
    {
        var (concurrency, messages) = Levels[^1];
        for (var warmUp = 0; warmUp < ShortWarmUps; warmUp++)
        {
            foreach (var way in ways)
            {
                way.SendChecked(server, ShortMessages, concurrency);
            }
        }

        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            foreach (var way in ways)
            {
                way.SendChecked(server, messages, concurrency);
            }
        }
    }

    private static void Measure(ResultTable table, ServerProcess server, IReadOnlyList<Way> ways, int concurrency, int messages)
    {
        foreach (var way in ways)
        {
            way.SendChecked(server, messages, concurrency);
        }

        var rates = ways.Select(_ => new double[Rounds]).ToArray();
        var processor = ways.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < ways.Count; i++)
            {
                // One run's garbage is not paid for by the next.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var spent = Environment.CpuUsage.TotalTime;
                var from = Stopwatch.GetTimestamp();
                var check = ways[i].Send(messages, concurrency);
                rates[i][round] = messages / Stopwatch.GetElapsedTime(from).TotalSeconds;
                processor[i][round] = (Environment.CpuUsage.TotalTime - spent).TotalMicroseconds / messages;
                check();
                server.TakeStatistics();
            }
        }

        for (var i = 0; i < ways.Count; i++)
        {
            var ratio = Median(rates[i].Zip(rates[1], (own, other) => own / other));
            table.Add(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{concurrency}"),
                ways[i].Name,
                Median(rates[i]),
                rates[i].Max(),
                ResultTable.Tenths(Median(processor[i])),
                ResultTable.Ratio(ratio),
                i == 0 ? $"{ResultTable.Ratio(Bar)}: {(ratio >= Bar ? "met" : "MISSED")}" : string.Empty
            );
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
