using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>What it costs that every message is on the disk before its request goes out.</summary>
internal sealed class LedgerBenchmark : IBenchmark
{
    /// <summary>What starts this program as a fresh process that sends one message.</summary>
    public const string Role = "send-first";

    private const int Workers = 16;
    private const int Messages = 10_000;
    private const int Rounds = 5;
    private const int WarmUps = 4;
    private const int FirstSends = 11;
    private const int Deliveries = 1_000_000;
    private const double ThroughputBar = 2_000;
    private const double FirstSendBar = 150;
    private const double GrowthBar = 1.5;
    private const double ListBar = 100;

    public string Question => $"what does the durable SQLite ledger cost, with {Workers} requests under way?";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-benchmark-");
        try
        {
            using var server = ServerProcess.Start();
            var table = new ResultTable("measured", "with the ledger", "without, or empty", "by comparison", "bar");
            Throughput(table, server, folder.FullName);
            FirstSend(table, server, folder.FullName);
            Growth(table, server, folder.FullName);
            table.Write(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Sends one message in this process, which has sent none, and prints how many milliseconds that took.</summary>
    /// <param name="arguments">The server's address, and what -Ledger is given.</param>
    public static void SendFirst(IReadOnlyList<string> arguments)
    {
        using var command = new SendCommand(new Uri(arguments[0]), $"-Ledger '{arguments[1]}'");
        var rows = MessageRows.Piped(1).ToArray();
        var from = Stopwatch.GetTimestamp();
        command.Send(rows, 1, throttleLimit: 1)();
        Console.WriteLine(Stopwatch.GetElapsedTime(from).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static void Throughput(ResultTable table, ServerProcess server, string folder)
    {
        var rows = MessageRows.Piped(Messages).ToArray();
        using var without = new SendCommand(server.BaseUri);
        using var with = new SendCommand(server.BaseUri, $"{SendCommand.NoLimits} -Ledger '{Path.Combine(folder, "plain.db")}'");
        var rates = (With: new List<double>(), Without: new List<double>(), Batch: new List<double>());
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            rates.Without.Add(Rate(() => without.Send(rows, Messages, Workers)));
            rates.With.Add(Rate(() => with.Send(rows, Messages, Workers)));
            using var batch = new SendCommand(
                server.BaseUri,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{SendCommand.NoLimits} -Ledger '{Path.Combine(folder, "batch.db")}' -BatchId b{round}"
                )
            );
            rates.Batch.Add(Rate(() => batch.Send(rows, Messages, Workers)));
        }

        // The first rounds compile, and compile again what is often used.
        var plain = Median(rates.Without.Skip(WarmUps));
        foreach (
            var (what, rate) in new[]
            {
                ("messages/s", Median(rates.With.Skip(WarmUps))),
                ("messages/s of a batch", Median(rates.Batch.Skip(WarmUps))),
            }
        )
        {
            table.Add(
                what,
                rate,
                plain,
                ResultTable.Ratio(rate / plain),
                Verdict(rate >= ThroughputBar, string.Create(CultureInfo.InvariantCulture, $"{ThroughputBar} messages/s"))
            );
        }
    }

    private static void FirstSend(ResultTable table, ServerProcess server, string folder)
    {
        // An existing file, as every process but the very first finds it.
        var ledger = Path.Combine(folder, "first.db");
        var with = Median(Enumerable.Range(0, FirstSends).Select(_ => First(server, ledger)));
        var without = Median(Enumerable.Range(0, FirstSends).Select(_ => First(server, "None")));
        table.Add(
            "first send of a process, ms",
            with,
            without,
            ResultTable.Tenths(with - without) + " ms more",
            Verdict(with - without < FirstSendBar, $"{FirstSendBar} ms")
        );
    }

    private static void Growth(ResultTable table, ServerProcess server, string folder)
    {
        var rows = MessageRows.Piped(Messages).ToArray();
        var ledger = Path.Combine(folder, "large.db");
        using var command = new SendCommand(server.BaseUri, $"{SendCommand.NoLimits} -Ledger '{ledger}'");
        var empty = Median(Enumerable.Range(0, Rounds).Select(_ => Rate(() => command.Send(rows, Messages, Workers))));
        const int Most = 64;
        command.SendAndForget(MessageRows.Piped(Deliveries - (Rounds * Messages)), Most);
        var full = Median(Enumerable.Range(0, Rounds).Select(_ => Rate(() => command.Send(rows, Messages, Workers))));
        table.Add(
            string.Create(CultureInfo.InvariantCulture, $"messages/s with {Deliveries:N0} deliveries on record"),
            full,
            empty,
            ResultTable.Ratio(empty / full) + " times as long",
            Verdict(empty / full <= GrowthBar, ResultTable.Ratio(GrowthBar))
        );
        using var session = new ModuleSession();
        var list = Median(
            Enumerable
                .Range(0, Rounds)
                .Select(_ =>
                {
                    var from = Stopwatch.GetTimestamp();
                    var records = session.Run($"Get-KirimyDelivery -First 20 -Ledger '{ledger}'");
                    return records.Count == 20
                        ? Stopwatch.GetElapsedTime(from).TotalMilliseconds
                        : throw new InvalidOperationException($"{records.Count} records came out.");
                })
        );
        table.Add("Get-KirimyDelivery -First 20 of those, ms", ResultTable.Tenths(list), "", "", Verdict(list < ListBar, $"{ListBar} ms"));
    }

    private static double First(ServerProcess server, string ledger)
    {
        using var process = new ChildProcess([Role, server.BaseUri.AbsoluteUri, ledger]);
        return double.Parse(process.ReadLine(), CultureInfo.InvariantCulture);
    }

    private static double Rate(Func<Action> send)
    {
        GC.Collect();
        var from = Stopwatch.GetTimestamp();
        var check = send();
        var rate = Messages / Stopwatch.GetElapsedTime(from).TotalSeconds;
        check();
        return rate;
    }

    private static string Verdict(bool isMet, string bar) => $"{bar}: {(isMet ? "met" : "MISSED")}";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
