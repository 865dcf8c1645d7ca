using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>
/// Compares rows with a template to the same rows with the text in a column, and measures how fast Test-KirimyMessage checks them. The
/// variants run alternately.
/// </summary>
internal sealed class BulkBenchmark : IBenchmark
{
    private const double Bar = 0.90;
    private const int Messages = 15_000;
    private const int Concurrency = 5;
    private const int WarmUps = 4;
    private const int Rounds = 9;

    private const string Template = "'Halo {{name}}, pesanan {{order|-}} dari {{company}} sudah kami kirim ke {{address}}. Terima kasih.'";

    private static readonly (string Name, string Arguments)[] Ways =
    [
        ("texts of a template", $"-Template {Template}"),
        ("texts of a column", string.Empty),
        ("texts of a template, duplicates left out", $"-Template {Template} -SkipDuplicate"),
    ];

    public string Question => "how fast are rows sent whose texts a template makes, by rows that bring them?";

    public void Run(TextWriter output)
    {
        var rows = Enumerable.Range(0, Messages).Select(Row).ToArray<object>();
        Send(rows).Write(output);
        output.WriteLine();
        Look(rows).Write(output);
    }

    private static ResultTable Send(object[] rows)
    {
        using var server = ServerProcess.Start();
        var commands = Ways.Select(way => new SendCommand(server.BaseUri, $"{SendCommand.Unrecorded} {way.Arguments}")).ToArray();
        var rates = Ways.Select(_ => new double[Rounds]).ToArray();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var i = 0; i < commands.Length; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var from = Stopwatch.GetTimestamp();
                var check = commands[i].Send(rows, Messages, Concurrency);
                var rate = Messages / Stopwatch.GetElapsedTime(from).TotalSeconds;
                check();
                server.TakeStatistics();
                if (round >= 0)
                {
                    rates[i][round] = rate;
                }
            }
        }

        Array.ForEach(commands, command => command.Dispose());
        var table = new ResultTable("measured", "messages/s (median)", "best", "ratio to texts of a column (median)", "bar");
        for (var i = 0; i < Ways.Length; i++)
        {
            var ratio = Median(rates[i].Zip(rates[1], (own, other) => own / other));
            var bar = i == 0 ? $"{ResultTable.Ratio(Bar)}: {(ratio >= Bar ? "met" : "MISSED")}" : string.Empty;
            table.Add(Ways[i].Name, Median(rates[i]), rates[i].Max(), ResultTable.Ratio(ratio), bar);
        }

        return table;
    }

    private static ResultTable Look(object[] rows)
    {
        using var session = new ModuleSession();
        var table = new ResultTable("measured", "rows/s (median)", "best");
        foreach (var (name, rest) in new[] { ("previews of all rows", "| Out-Null"), ("one plan (-Summary)", "-Summary | Out-Null") })
        {
            var rates = new double[Rounds];
            for (var round = -WarmUps; round < Rounds; round++)
            {
                var from = Stopwatch.GetTimestamp();
                session.Run(
                    $"param($rows) $rows | Test-KirimyMessage -Template {Template} -SessionId {MessageRows.Session} -Ledger None {rest}",
                    ("rows", rows)
                );
                rates[Math.Max(0, round)] = Messages / Stopwatch.GetElapsedTime(from).TotalSeconds;
            }

            table.Add(name, Median(rates), rates.Max());
        }

        return table;
    }

    private static PSObject Row(int index)
    {
        var number = index.ToString("00000000", CultureInfo.InvariantCulture);
        var (name, company, address) = ("Budi " + number, "Toko Maju " + number, "Jl. Merdeka " + number);
        var row = new PSObject(6);
        row.Properties.Add(new PSNoteProperty("wa", "62812" + number));
        row.Properties.Add(new PSNoteProperty("name", name));
        row.Properties.Add(new PSNoteProperty("company", company));
        row.Properties.Add(new PSNoteProperty("address", address));
        row.Properties.Add(new PSNoteProperty("order", number));
        row.Properties.Add(
            new PSNoteProperty("message", $"Halo {name}, pesanan {number} dari {company} sudah kami kirim ke {address}. Terima kasih.")
        );
        return row;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
