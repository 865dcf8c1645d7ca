namespace Kirimy.HelpBuilder.Tests;

public sealed class ProblemTests : IDisposable
{
    private readonly HelpFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A change to a valid page, the line that the error names (by its text after the change), and its code.</summary>
    public static TheoryData<string, string, string, string> Faults { get; } =
        new()
        {
            // The page.
            { "external help file: Sample.dll-Help.xml\n", "", "---", "KH001" },
            { "schema: 2.0.0", "schema: 3.0.0", "---", "KH001" },
            { "schema: 2.0.0", "schema", "schema", "KH001" },
            { "# Get-Thing", "# Get-Other", "# Get-Other", "KH001" },
            { "# Get-Thing", "## Get-Thing", "---", "KH001" },
            { "## OUTPUTS", "## OUTPUT", "## OUTPUT", "KH001" },
            { "## RELATED LINKS", "## MORE\n\n## RELATED LINKS", "## MORE", "KH001" },
            { "Gets things.", "", "## SYNOPSIS", "KH001" },
            { "Gets things.", "Gets things.\n\nAnd more.", "## SYNOPSIS", "KH001" },
            { "### -Force", "### Force", "### Force", "KH001" },
            { "### -Force", "### -All", "### -All", "KH001" },
            { "Hidden things too.", "", "### -Force", "KH001" },
            { "[Set-Thing](Set-Thing.md)", "Set-Thing", "Set-Thing", "KH001" },
            // The syntax.
            { "Get-Thing -All [-Force] [<CommonParameters>]", "Get-Other -All", "Get-Other -All", "KH002" },
            { "Get-Thing -All [-Force]", "Get-Thing -All [-Force", "Get-Thing -All [-Force", "KH002" },
            { "Get-Thing -All [-Force]", "Get-Thing -All", "Get-Thing -All", "KH002" },
            { "Get-Thing -All [-Force]", "Get-Thing -All [-Force] [-Other]", "Get-Thing -All", "KH002" },
            { "Get-Thing -All [-Force]", "Get-Thing -All [-Name <string[]>] [-Force]", "Get-Thing -All", "KH002" },
            // The metadata.
            { "Type: String[]\n", "", "Parameter Sets: Name", "KH003" },
            { "Position: 0", "Position: first", "Position: first", "KH003" },
            { "Position: 0", "Position: Named", "Type: String[]", "KH003" },
            { "Position: 0\n", "Position: 0\nPosition: 1\n", "Position: 1", "KH003" },
            { "Type: String[]", "Type: String[]\nColour: red", "Colour: red", "KH003" },
            { "Type: String[]", "Type:", "Type:", "KH003" },
            { "Accept wildcard characters: True", "Accept wildcard characters: yes", "Accept wildcard characters: yes", "KH003" },
            { "True (ByPropertyName, ByValue)", "True", "Accept pipeline input: True", "KH003" },
            { "Aliases: n, Label", "Aliases: n, n", "Aliases: n, n", "KH003" },
            { "Parameter Sets: (All)", "Parameter Sets: (All), Other", "Type: SwitchParameter", "KH003" },
            // Examples.
            { "Gets one.", "", "### Example 1: By name", "KH004" },
            { "### Example 1: By name\n", "### Example 1: By name\n\nFirst words.\n", "### Example 1: By name", "KH004" },
            // Text.
            { "Every thing.", "Every <thing>.", "Every <thing>.", "KH005" },
            { "Every thing.", "> Every thing.", "> Every thing.", "KH005" },
            { "Every thing.", "Every ![thing](thing.png).", "Every ![thing]", "KH005" },
            { "Every thing.", "Every \u0007 thing.", "Every \u0007", "KH005" },
            { "Every thing.", "| a | b |\n| --- | --- |\n| c | d |", "| a | b |", "KH005" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_problem_is_an_error_with_its_line(string sound, string broken, string at, string code)
    {
        var original = SamplePages.Command.ReplaceLineEndings("\n");
        var place = original.IndexOf(sound, StringComparison.Ordinal);
        Assert.True(place >= 0);
        var page = original[..place] + broken + original[(place + sound.Length)..];
        Assert.False(folder.With("Get-Thing", page).Build());

        var lines = page.Split('\n');
        var expected = lines
            .Index()
            .Where(l => l.Item.StartsWith(at, StringComparison.Ordinal))
            .Select(l => $"Get-Thing.md({l.Index + 1}): error {code}: ");
        Assert.Contains(folder.Log, l => expected.Any(e => l.Contains(e, StringComparison.Ordinal)));
        Assert.Empty(folder.Files());
    }

    [Fact]
    public void All_problems_of_all_pages_are_reported_together()
    {
        folder.With("Get-Thing", SamplePages.Command.Replace("Position: 0", "Position: x", StringComparison.Ordinal));
        folder.With("about_Things", SamplePages.About.Replace("# about_Things", "# Things", StringComparison.Ordinal));
        Assert.False(folder.Build());
        Assert.Equal(
            ["Get-Thing", "about_Things"],
            folder.Log.Select(l => Path.GetFileName(l.Split(".md")[0])).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void An_empty_folder_is_an_error()
    {
        Directory.CreateDirectory(folder.Source);
        Assert.False(folder.Build());
        Assert.Contains("error KH001: ", Assert.Single(folder.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_a_deleted_page_is_deleted()
    {
        Assert.True(folder.With("Get-Thing", SamplePages.Command).With("about_Things", SamplePages.About).Build());
        Assert.Equal(["en-US/Sample.dll-Help.xml", "en-US/about_Things.help.txt"], folder.Files().Order(StringComparer.Ordinal));
        File.Delete(Path.Combine(folder.Source, "en-US", "about_Things.md"));
        Assert.True(folder.Build());
        Assert.Equal(["en-US/Sample.dll-Help.xml"], folder.Files());
    }

    [Fact]
    public void Each_culture_has_its_own_folder()
    {
        folder
            .With("Get-Thing", SamplePages.Command)
            .With("Get-Thing", SamplePages.Command.Replace("Gets things.", "Mengambil benda.", StringComparison.Ordinal), "id-ID");
        Assert.True(folder.Build());
        var indonesian = folder.Read("id-ID/Sample.dll-Help.xml");
        Assert.Contains("Mengambil benda.", indonesian, StringComparison.Ordinal);
        Assert.Contains("Nilai yang diterima: Big, Small.", indonesian, StringComparison.Ordinal);
        var english = folder.Read("en-US/Sample.dll-Help.xml");
        Assert.Contains("Gets things.", english, StringComparison.Ordinal);
        Assert.Contains("Accepted values: Big, Small.", english, StringComparison.Ordinal);
    }
}
