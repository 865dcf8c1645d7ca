using System.Text.RegularExpressions;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The help in the second language has the same pages, parameters, defaults and examples as the first.</summary>
public sealed partial class HelpLanguageTests
{
    private static readonly string Folder = Path.Combine(BuiltModule.RepositoryRoot, "docs", "help");

    public static TheoryData<string> Pages { get; } = [.. Names("en-US")];

    [Fact]
    public void Both_languages_have_the_same_pages() => Assert.Equal(Names("en-US"), Names("id-ID"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_the_same_structure_in_both_languages(string name) =>
        Assert.Equal(Skeleton("en-US", name), Skeleton("id-ID", name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_translated(string name)
    {
        var english = Paragraphs("en-US", name);
        var same = Paragraphs("id-ID", name).Where(english.Contains).ToList();
        Assert.Empty(same);
    }

    private static string[] Names(string culture) =>
        [
            .. Directory
                .GetFiles(Path.Combine(Folder, culture), "*.md")
                .Select(f => Path.GetFileNameWithoutExtension(f))
                .Order(StringComparer.Ordinal),
        ];

    private static string Read(string culture, string name) =>
        File.ReadAllText(Path.Combine(Folder, culture, name + ".md")).ReplaceLineEndings("\n");

    /// <summary>The parts of a page that don't depend on the language: parameters, metadata, code and structure.</summary>
    private static List<string> Skeleton(string culture, string name)
    {
        var isAbout = name.StartsWith("about_", StringComparison.Ordinal);
        var page = Read(culture, name);
        var code = Fence().Matches(page).Select(m => isAbout ? "code" : DescribedDefault().Replace(m.Value, "described"));
        var headings = Heading().Matches(Fence().Replace(page, string.Empty)).Select(m => m.Value);
        return
        [
            .. headings.Select(h =>
                isAbout ? h.Split(' ')[0]
                : h.StartsWith("### Example", StringComparison.Ordinal) ? h.Split(':')[0]
                : h
            ),
            .. code,
        ];
    }

    /// <summary>Whole sentences, which are never the same in two languages; lists of names can be.</summary>
    private static HashSet<string> Paragraphs(string culture, string name) =>
        [
            .. Fence()
                .Replace(Read(culture, name), string.Empty)
                .Split("\n\n")
                .Select(p => p.Trim())
                .Where(p => p.Split(' ', '\n').Count(w => w.All(char.IsAsciiLetterLower)) > 6),
        ];

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    /// <summary>A default that isn't a literal value: more than one word, or the word for all values.</summary>
    [GeneratedRegex(
        "(?<=^Default value: )(?:.* .*|All|Both|Unlimited|Semua|Keduanya)$",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DescribedDefault();

    [GeneratedRegex("^#+ .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
