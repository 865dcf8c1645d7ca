using System.Globalization;

namespace Kirimy.Benchmarks;

/// <summary>
/// Measures a template of 300 characters with 4 variables. The target is 1,000,000 texts per second on one core.
/// </summary>
internal sealed class TemplatesBenchmark : IBenchmark
{
    private const int Count = 1_000_000;
    private const int Bar = 1_000_000;

    private const string Template =
        "Yth. {{ name | Pelanggan }},\n\nTagihan {{company}} bulan ini sudah terbit. Mohon dibayar paling lambat hari Jumat melalui transfer "
        + "bank atau di kantor kami di {{address}}, buka Senin sampai Jumat pukul 08.00 sampai 16.00. Untuk pertanyaan hubungi kami di "
        + "nomor {{ No. HP }}. Terima kasih.\n\n*Kirimy.*";

    /// <summary>The same template in a form for string.Replace: no spaces inside the braces, and no fallback.</summary>
    private static readonly string Plain = Template
        .Replace("{{ ", "{{", StringComparison.Ordinal)
        .Replace(" }}", "}}", StringComparison.Ordinal)
        .Replace(" | Pelanggan", string.Empty, StringComparison.Ordinal);

    private static readonly string[] Names = ["name", "company", "address", "No. HP"];

    /// <summary>
    /// The signature of <c>MessageTemplate.TryRender</c>, whose types this program doesn't reference; the enum is an int.
    /// </summary>
    private delegate bool Render(
        Func<string, string?> valueOf,
        CultureInfo culture,
        int missingVariable,
        out string? text,
        out IReadOnlyList<string> missing
    );

    public string Question => "how often a second is a template of 300 characters with 4 variables filled in?";

    public void Run(TextWriter output)
    {
        using var session = new ModuleSession();
        session.Run("'081234567890' | Test-KirimyNumber");
        var type = EngineAssembly.Type("Kirimy.Client.Texts.MessageTemplate");
        var template = type.GetMethod("Parse", [typeof(string)])!.Invoke(null, [Template])!;
        var render = Bind(type, template);
        var rows = Enumerable.Range(0, 1000).Select(Row).ToArray();

        var table = new ResultTable("measured", "texts/s (median)", "texts/s (best)", "ns/text (best)", "bar");
        Add(table, $"values in a dictionary ({Template.Length} characters)", Measurement.Of(() => Fill(render, rows)), Bar);
        var parse = type.GetMethod("Parse", [typeof(string)])!.CreateDelegate<Func<string, object>>();
        Add(table, "instead: parsed anew for every row", Measurement.Of(() => FillAnew(parse, type, rows)), bar: null, Count / 10);
        Add(table, "instead: one Replace after the other (parses values again)", Measurement.Of(() => Replace(rows)), bar: null);
        table.Write(output);
    }

    private static Render Bind(Type type, object template) =>
        (Render)Delegate.CreateDelegate(typeof(Render), template, type.GetMethod("TryRender")!);

    private static Dictionary<string, string> Row(int index)
    {
        var number = index.ToString("0000", CultureInfo.InvariantCulture);
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["wa"] = "6281234567" + number,
            ["name"] = "Budi Santoso " + number,
            ["company"] = "PT Maju Jaya " + number,
            ["address"] = "Jl. Merdeka No. " + number,
            ["No. HP"] = "0812-3456-" + number,
        };
    }

    private static void Fill(Render render, Dictionary<string, string>[] rows)
    {
        for (var i = 0; i < Count; i++)
        {
            if (
                !render(rows[i % rows.Length].GetValueOrDefault, CultureInfo.InvariantCulture, 0, out var text, out _)
                || text!.Length < Template.Length - 40
            )
            {
                throw new InvalidOperationException($"Row {i} was not filled in.");
            }
        }
    }

    private static void FillAnew(Func<string, object> parse, Type type, Dictionary<string, string>[] rows)
    {
        for (var i = 0; i < Count / 10; i++)
        {
            Bind(type, parse(Template))(rows[i % rows.Length].GetValueOrDefault, CultureInfo.InvariantCulture, 0, out _, out _);
        }
    }

    private static void Replace(Dictionary<string, string>[] rows)
    {
        for (var i = 0; i < Count; i++)
        {
            var text = Plain;
            foreach (var name in Names)
            {
                text = text.Replace("{{" + name + "}}", rows[i % rows.Length][name], StringComparison.OrdinalIgnoreCase);
            }

            GC.KeepAlive(text);
        }
    }

    private static void Add(ResultTable table, string what, Measurement measured, int? bar, int count = Count) =>
        table.Add(
            what,
            count / measured.Median.TotalSeconds,
            count / measured.Best.TotalSeconds,
            measured.Best.TotalNanoseconds / count,
            bar is { } least ? (count / measured.Median.TotalSeconds >= least ? "met" : "MISSED") : string.Empty
        );
}
