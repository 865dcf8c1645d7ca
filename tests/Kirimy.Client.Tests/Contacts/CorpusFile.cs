using System.Text.Json;
using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

/// <summary>A contact file of the corpus with its expected contacts.</summary>
internal sealed class CorpusFile
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Contacts", "Corpus");

    private readonly JsonElement expected;

    public CorpusFile(string name)
    {
        Path = System.IO.Path.Combine(Folder, name + ".csv");
        using var document = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.ChangeExtension(Path, ".json")));
        expected = document.RootElement.Clone();
    }

    public static IReadOnlyList<string> Names { get; } =
    [.. Directory.GetFiles(Folder, "*.csv").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public string Path { get; }

    /// <summary>The parameters that describe the file.</summary>
    public ContactFileOptions Options
    {
        get
        {
            var options = Member(expected, "options");
            return new ContactFileOptions
            {
                NumberColumn = Text(options, "numberColumn"),
                HeaderRow = Member(options, "headerRow")?.GetInt32(),
                Delimiter = Text(options, "delimiter")?[0],
                Encoding = Text(options, "encoding"),
                Region = Text(options, "region") ?? "ID",
            };
        }
    }

    /// <summary>The code of the expected error, or null if the file can be read.</summary>
    public string? Error => Text(expected, "error");

    /// <summary>Texts that the error message must contain.</summary>
    public IReadOnlyList<string> Says => [.. Member(expected, "says")?.EnumerateArray().Select(s => s.GetString()!) ?? []];

    /// <summary>
    /// The recipients of the rows that Import-Csv returns for the file: those of the contacts, unless the file specifies others. Null for a
    /// row that is refused.
    /// </summary>
    public IReadOnlyList<string?> Piped =>
        Member(expected, "piped") is { } piped ? [.. piped.EnumerateArray().Select(p => p.GetString())]
        : Error is null ? [.. Contacts.Select(c => c.Recipient)]
        : [];

    public string Delimiter => Text(expected, "delimiter")!;

    public string Encoding => Text(expected, "encoding")!;

    public string NumberColumn => Text(expected, "numberColumn")!;

    public IReadOnlyList<CorpusContact> Contacts =>
        [
            .. expected
                .GetProperty("contacts")
                .EnumerateArray()
                .Select(c => new CorpusContact(
                    c.GetProperty("row").GetInt32(),
                    Text(c, "recipient"),
                    Text(c, "name"),
                    Text(c, "reason"),
                    Member(c, "columns")?.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!) ?? []
                )),
        ];

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { } parent && parent.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element, string name) => Member(element, name)?.GetString();
}
