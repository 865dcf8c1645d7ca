using System.Collections;
using System.Text;
using System.Text.Json;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>
/// Tests that Import-KirimyContact and Import-Csv return the same recipients for real files, and never another person's number.
/// </summary>
public sealed class ContactCorpusTests : SendKirimyMessageTestBase
{
    private static readonly string CorpusFolder = Path.Combine(
        BuiltModule.RepositoryRoot,
        "tests",
        "Kirimy.Client.Tests",
        "Contacts",
        "Corpus"
    );

    private static readonly string[] Prefixes =
    [
        "shape-",
        "excel-",
        "header-no",
        "google-",
        "from-to-",
        "two-phone-",
        "woo-",
        "title-",
        "key-",
        "session-",
        "ansi-",
    ];

    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .GetFiles(CorpusFolder, "*.csv")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_corpus_has_many_kinds_of_files() => Assert.True(Files.Count >= 50, $"{Files.Count} files.");

    [Theory]
    [MemberData(nameof(Files))]
    public void Contacts_of_a_file_have_the_recipients_of_the_corpus(string name)
    {
        var (path, expected) = Open(name);
        var run = Session.Run(
            "param($path, $options) Import-KirimyContact $path @options",
            ("path", path),
            ("options", Options(expected, "numberColumn", "headerRow"))
        );
        var error = Member(expected, "error")?.GetString();
        Assert.Equal(error is null ? [] : [error], run.ErrorIds);
        Assert.Equal(error is null ? Recipients(expected) : [], run.Output.Select(c => (string?)c.Properties["Recipient"].Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Rows_of_a_file_have_the_same_recipients(string name)
    {
        var (path, expected) = Open(name);
        var delimiter = Member(expected, "delimiter")?.GetString() ?? ",";
        var text = File.ReadAllText(path, Member(expected, "encoding")?.GetString() == "Windows-1252" ? Encoding.Latin1 : Encoding.UTF8);
        var run = Session.Run(
            "param($options) $input | Test-KirimyNumber @options",
            ImportedCsv.Read(text, delimiter[0]),
            ("options", Options(expected, "numberColumn"))
        );
        var recipients = run.Output.Select(result => (string?)result.Properties["Recipient"].Value).ToList();
        Assert.Null(run.Terminated);
        if (Member(expected, "piped") is not { } piped)
        {
            Assert.Equal(Member(expected, "error") is null ? Recipients(expected) : recipients.Select(_ => (string?)null), recipients);
        }
        else if (piped.GetArrayLength() == 0)
        {
            // Import-Csv reads the title as the header, so no row has a number.
            Assert.All(recipients, Assert.Null);
        }
        else
        {
            Assert.Equal(piped.EnumerateArray().Select(p => p.GetString()), recipients);
        }
    }

    private static (string Path, JsonElement Expected) Open(string name)
    {
        var path = Path.Combine(CorpusFolder, name + ".csv");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")));
        return (path, document.RootElement.Clone());
    }

    private static IEnumerable<string?> Recipients(JsonElement expected) =>
        expected.GetProperty("contacts").EnumerateArray().Select(contact => contact.GetProperty("recipient").GetString());

    private static Hashtable Options(JsonElement expected, params string[] names)
    {
        var options = new Hashtable();
        foreach (var name in names)
        {
            if (Member(expected, "options") is { } specified && Member(specified, name) is { } value)
            {
                options[name] = value.ValueKind == JsonValueKind.Number ? value.GetInt32() : value.GetString();
            }
        }

        return options;
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : null;
}
