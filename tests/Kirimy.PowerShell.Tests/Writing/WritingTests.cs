namespace Kirimy.PowerShell.Tests.Writing;

/// <summary>Resources, documents and comments use the project's terms.</summary>
public sealed class WritingTests
{
    public static TheoryData<string> Places { get; } =
    [
        "src",
        "module",
        "docs",
        "samples",
        "tests",
        "tools",
        "benchmarks",
        "demo",
        ".ci",
        "README.md",
        "README.id.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ];

    public static TheoryData<string, string, string> Samples { get; } =
    [
        .. WritingRule.English.Select(rule => new TheoryDataRow<string, string, string>("a.md", rule.Sample, rule.Better)),
        .. WritingRule.Indonesian.Select(rule => new TheoryDataRow<string, string, string>("a.id.md", rule.Sample, rule.Better)),
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void Prose_uses_the_terms_of_the_project(string place)
    {
        var files = Prose.Files(place).ToList();
        Assert.NotEmpty(files);
        var found = files.SelectMany(path => Find(path, Prose.Read(path))).ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_rule_finds_its_sample(string path, string sample, string better)
    {
        var found = Assert.Single(Find(path, Prose.Mask(path, "First line.\n" + sample)));
        Assert.StartsWith($"{path}:2: '", found, StringComparison.Ordinal);
        Assert.EndsWith($"'; write: {better}", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.cs", "var text = \"stands // stands\"; // It stands here.\n", 1)]
    [InlineData("a.cs", "/// <summary>It\n/// is under\n/// way.</summary>\n", 1)]
    [InlineData("a.cs", "/// <summary><c>is no</c> <see cref=\"Mend\"/></summary>\nvoid Mend() { }\n", 0)]
    [InlineData("a.cs", "/* It stands. */ var c = '\"'; // It stands.\n", 2)]
    [InlineData("a.ps1", "<#\nIt stands.\n#>\n'# stands' # It stands.\n", 2)]
    [InlineData("a.ps1xml", "<!-- It stands. --><Label>Mend</Label><PropertyName>Mend</PropertyName>", 2)]
    [InlineData("a.resx", "<data name=\"Mend\"><value>Mend it.</value></data>", 1)]
    [InlineData("a.md", "It stands.\n```text\nIt stands.\n```\n`stands`\n", 1)]
    [InlineData("a.md", "There is no file. It is no longer there.\n", 0)]
    public void Only_prose_is_checked(string path, string text, int count) =>
        Assert.Equal(count, Find(path, Prose.Mask(path, text)).Count());

    private static IEnumerable<string> Find(string path, string prose) => WritingRule.Of(path).SelectMany(rule => rule.Find(path, prose));
}
