using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>Measures steps and queries of a ledger with a million records.</summary>
internal sealed class LedgerBenchmark : IBenchmark
{
    private const int Workers = 16;
    private const int Messages = 10_000;
    private const int Rounds = 5;
    private const int Deliveries = 1_000_000;
    private const double GrowthBar = 1.5;
    private const double ListBar = 100;

    public string Question => "how much slower is a ledger with 1,000,000 records?";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-benchmark-");
        try
        {
            using var server = ServerProcess.Start();
            var table = new ResultTable("measured", "full", "empty", "by comparison", "bar");
            Growth(table, server, folder.FullName);
            table.Write(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
