using System.Globalization;
using System.Management.Automation;

namespace Kirimy.Benchmarks;

/// <summary>
/// Measures Test-KirimyNumber on a contact list: the usual spellings of Indonesian mobiles, with one refused number in ten. The target is
/// 100,000 numbers per second through the pipeline.
/// </summary>
internal sealed class NumbersBenchmark : IBenchmark
{
    private const int Count = 100_000;
    private const int Bar = 100_000;

    private static readonly string[] Spellings =
    [
        "62812{0}",
        "0857{0}",
        "+62 812-{0}",
        "0878-{0}",
        "812{0}",
        "62 0813 {0}",
        "0812.{0}",
        "=\"0812{0}\"",
        "0899 {0}\u00A0",
    ];

    private static readonly string[] Refused =
    [
        "6.28{0}E+12",
        "0812O{0}",
        "0812{0} / 0813{0}",
        "0812{0}0000",
        "62xxx{0}xx",
        "",
        "08{0:00}",
        "0812{0} ext 12",
        "65{0}",
    ];

    public string Question => "how many numbers a second does Test-KirimyNumber read?";

    public void Run(TextWriter output)
    {
        var texts = Enumerable.Range(0, Count).Select(Text).ToArray();
        var rows = texts.Select(text => Row("wa", text)).ToArray();
        var lastRows = texts.Select(text => Row("telp", text)).ToArray();
        using var session = new ModuleSession();

        var table = new ResultTable("measured", "numbers/s (median)", "numbers/s (best)", "ns/number (best)", "bar");
        Add(table, "Test-KirimyNumber, strings piped", Measurement.Of(() => Pipe(session, "Test-KirimyNumber", texts)), Bar);
        Add(table, "Test-KirimyNumber -Quiet, strings piped", Measurement.Of(() => Pipe(session, "Test-KirimyNumber -Quiet", texts)), Bar);
        Add(table, "Test-KirimyNumber, CSV rows piped (column wa)", Measurement.Of(() => Pipe(session, "Test-KirimyNumber", rows)), Bar);
        Add(
            table,
            "Test-KirimyNumber, CSV rows piped (telp, the last name)",
            Measurement.Of(() => Pipe(session, "Test-KirimyNumber", lastRows)),
            Bar
        );
        Add(table, "Test-KirimyNumber -Number, all at once", Measurement.Of(() => AtOnce(session, texts)), Bar);
        const string Regex = @"ForEach-Object { $_ -match '^(\+?62|0)8[1-9][0-9]{7,10}$' }";
        Add(table, "instead: a regular expression in ForEach-Object", Measurement.Of(() => Pipe(session, Regex, texts)), bar: null);

        var read = Reader();
        Add(table, "the reader alone", Measurement.Of(() => ReadAll(read, texts)), bar: null);
        var plain = Enumerable.Range(0, Count).Select(i => "0812" + i.ToString("00000000", CultureInfo.InvariantCulture)).ToArray();
        Add(table, "the reader alone, plain mobiles only", Measurement.Of(() => ReadAll(read, plain)), bar: null);
        var landlines = Enumerable.Range(0, Count / 10).Select(i => "0215" + i.ToString("0000000", CultureInfo.InvariantCulture)).ToArray();
        Add(
            table,
            "the reader alone, landlines only (libphonenumber)",
            Measurement.Of(() => ReadAll(read, landlines)),
            bar: null,
            Count / 10
        );
        table.Write(output);
    }

    private static void Add(ResultTable table, string what, Measurement measured, int? bar, int count = Count) =>
        table.Add(
            what,
            count / measured.Median.TotalSeconds,
            count / measured.Best.TotalSeconds,
            measured.Best.TotalNanoseconds / count,
            bar is { } least ? (count / measured.Median.TotalSeconds >= least ? "met" : "MISSED") : string.Empty
        );

    /// <summary>90 % are valid, with all spellings equally frequent; 10 % are refused, with all reasons equally frequent.</summary>
    private static string Text(int index)
    {
        var form = index % 10 == 9 ? Refused[index / 10 % Refused.Length] : Spellings[index % 10];
        return string.Format(CultureInfo.InvariantCulture, form, (index * 7919L) % 90_000_000 + 10_000_000);
    }

    private static PSObject Row(string column, string text)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty(column, text));
        row.Properties.Add(new PSNoteProperty("name", "Budi Santoso"));
        row.Properties.Add(new PSNoteProperty("company", "PT Maju"));
        row.Properties.Add(new PSNoteProperty("address", "Jl. Merdeka 1"));
        return row;
    }

    private static void Pipe(ModuleSession session, string command, object[] input)
    {
        var output = session.Run($"param($all) $n = 0; foreach ($r in $all | {command}) {{ $n++ }}; $n", ("all", input));
        Check((int)output[0].BaseObject);
    }

    private static void AtOnce(ModuleSession session, object[] input)
    {
        var output = session.Run("param($all) (Test-KirimyNumber -Number $all).Count", ("all", input));
        Check((int)output[0].BaseObject);
    }

    private static void Check(int count)
    {
        if (count != Count)
        {
            throw new InvalidOperationException($"{Count} numbers went in, {count} results came out.");
        }
    }

    private static Func<string, string, object> Reader() =>
        EngineAssembly
            .Type("Kirimy.Client.PhoneNumbers.PhoneNumberReader")
            .GetMethod("Read")!
            .CreateDelegate<Func<string, string, object>>();

    private static void ReadAll(Func<string, string, object> read, string[] texts)
    {
        foreach (var text in texts)
        {
            GC.KeepAlive(read(text, "ID"));
        }
    }
}
