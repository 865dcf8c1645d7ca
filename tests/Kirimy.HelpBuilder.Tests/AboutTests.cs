namespace Kirimy.HelpBuilder.Tests;

public sealed class AboutTests : IDisposable
{
    private readonly HelpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_topic_is_wrapped_at_80_columns_with_lists_tables_and_code()
    {
        Assert.Equal(
            """
            TOPIC
                about_Things

            SHORT DESCRIPTION
                What things are.

            LONG DESCRIPTION
                Things are things. This paragraph has more words than one line of a console
                takes, so it is wrapped.

                1. One thing of this list has more words than one line of a console takes,
                   so it is wrapped too.
                2. Another.

            Kinds
                Kind   Meaning
                -----  ---------------------------------------------------------------------
                Big    Larger than most of the other things that one meets in the course of
                       a day.
                Small  Not big.

                    Get-Thing -Kind Big

            """.ReplaceLineEndings("\n"),
            Built(SamplePages.About)
        );
    }

    [Fact]
    public void The_short_description_is_the_fifth_line_where_Get_Help_looks_for_a_synopsis() =>
        Assert.Equal("    What things are.", Built(SamplePages.About).Split('\n')[4]);

    [Theory]
    [InlineData(
        "What things are.",
        "What things are, in a line that is longer than the console has room for text, which is 76.",
        3,
        "KH006"
    )]
    [InlineData("# about_Things", "# about_Other", 1, "KH001")]
    [InlineData("# about_Things", "# about_Things\n\nText here.", 1, "KH001")]
    [InlineData(
        "Get-Thing -Kind Big",
        "Get-Thing -Kind Big -Name aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        14,
        "KH006"
    )]
    [InlineData("| Kind |", "| Kinds of things, with a heading that leaves no room for the columns that follow it |", 16, "KH005")]
    public void A_malformed_page_is_an_error_with_its_line(string sound, string broken, int line, string code)
    {
        folder.With("about_Things", SamplePages.About.ReplaceLineEndings("\n").Replace(sound, broken, StringComparison.Ordinal));
        Assert.False(folder.Build());
        Assert.Contains($"about_Things.md({line}): error {code}: ", Assert.Single(folder.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_with_a_short_description_only_is_an_error()
    {
        folder.With("about_Things", "# about_Things\n\n## Short description\n\nWhat things are.\n");
        Assert.False(folder.Build());
        Assert.Contains("(1): error KH006: ", Assert.Single(folder.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_are_not_part_of_the_help()
    {
        var page = SamplePages.About.ReplaceLineEndings("\n");
        var commented = "<!-- Above all. -->\n" + page.Replace("1. One", "<!-- A list,\nof two. -->\n\n1. One", StringComparison.Ordinal);
        Assert.Equal(Built(page), Built(commented));
    }

    [Fact]
    public void Other_markup_is_an_error()
    {
        folder.With("about_Things", SamplePages.About + "\n\n<div>Things</div>\n");
        Assert.False(folder.Build());
        Assert.Contains(": error KH005: ", Assert.Single(folder.Log), StringComparison.Ordinal);
    }

    private string Built(string page)
    {
        Assert.True(folder.With("about_Things", page).Build(), string.Join('\n', folder.Log));
        return folder.Read("en-US/about_Things.help.txt");
    }
}
