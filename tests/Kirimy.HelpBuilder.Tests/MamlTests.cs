using System.Xml.Linq;

namespace Kirimy.HelpBuilder.Tests;

public sealed class MamlTests : IDisposable
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private readonly HelpFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_page_becomes_a_command_with_its_verb_noun_and_synopsis()
    {
        var details = Built().Element(Command + "details")!;
        Assert.Equal("Get-Thing", details.Element(Command + "name")!.Value);
        Assert.Equal("Get", details.Element(Command + "verb")!.Value);
        Assert.Equal("Thing", details.Element(Command + "noun")!.Value);
        Assert.Equal(["Gets things."], Paragraphs(details.Element(Maml + "description")!));
    }

    [Fact]
    public void Text_loses_its_markup_and_keeps_its_characters_links_lists_and_code()
    {
        Assert.Equal(
            [
                "Gets things & other <things>, see the site (https://example.test/things).",
                "- first, on two lines\n- second",
                "if (1 -lt 2) {\n    'code'\n}",
            ],
            Paragraphs(Built().Element(Maml + "description")!)
        );
    }

    [Fact]
    public void Each_parameter_set_lists_its_own_parameters_in_the_order_of_the_syntax()
    {
        var sets = Built().Element(Command + "syntax")!.Elements(Command + "syntaxItem").Select(Names);
        Assert.Equal(["Name Kind Force", "All Force"], sets.Select(s => string.Join(' ', s)));
    }

    [Fact]
    public void A_parameter_has_its_metadata()
    {
        var name = Parameter("Name");
        Assert.Equal(
            ["true", "true", "True (ByPropertyName, ByValue)", "0", "n, Label"],
            new[] { "required", "globbing", "pipelineInput", "position", "aliases" }.Select(a => name.Attribute(a)!.Value)
        );
        Assert.Equal("String[]", name.Element(Dev + "type")!.Element(Maml + "name")!.Value);
        Assert.Equal("None", name.Element(Dev + "defaultValue")!.Value);
        var force = Parameter("Force");
        Assert.Equal(["false", "named", "none"], new[] { "required", "position", "aliases" }.Select(a => force.Attribute(a)!.Value));
    }

    [Fact]
    public void Accepted_values_are_in_the_syntax_and_in_words()
    {
        var syntax = Built().Descendants(Command + "syntaxItem").First().Elements(Command + "parameter").ElementAt(1);
        Assert.Equal(["Big", "Small"], syntax.Element(Command + "parameterValueGroup")!.Elements().Select(e => e.Value));
        Assert.Equal(["Things of a kind.", "Accepted values: Big, Small."], Paragraphs(Parameter("Kind").Element(Maml + "description")!));
    }

    [Fact]
    public void An_example_has_its_code_unchanged_and_its_output_below()
    {
        var example = Assert.Single(Built().Descendants(Command + "example"));
        Assert.Equal("---------- Example 1: By name ----------", example.Element(Maml + "title")!.Value);
        Assert.Equal("Get-Thing 'a < b & c' |\n    Select-Object -First 1\n\nName\n----\na < b & c", example.Element(Dev + "code")!.Value);
        Assert.Equal(["Gets one.", string.Empty], Paragraphs(example.Element(Dev + "remarks")!));
    }

    [Fact]
    public void A_command_has_inputs_outputs_and_links()
    {
        var command = Built();
        Assert.Equal("System.String", command.Element(Command + "inputTypes")!.Descendants(Maml + "name").Single().Value);
        Assert.Equal("Sample.Thing", command.Element(Command + "returnValues")!.Descendants(Maml + "name").Single().Value);
        var links = command.Element(Command + "relatedLinks")!.Elements(Maml + "navigationLink");
        Assert.Equal(
            ["Set-Thing: ", "The site: https://example.test/things"],
            links.Select(l => l.Element(Maml + "linkText")!.Value + ": " + l.Element(Maml + "uri")!.Value)
        );
    }

    [Fact]
    public void An_online_version_comes_first_among_the_links()
    {
        var page = SamplePages.Command.Replace("online version:", "online version: https://example.test/help", StringComparison.Ordinal);
        var link = Built(page).Descendants(Maml + "navigationLink").First();
        Assert.Equal("https://example.test/help", link.Element(Maml + "uri")!.Value);
    }

    [Fact]
    public void A_page_without_an_online_version_has_the_address_of_the_folder()
    {
        folder.With("Get-Thing", SamplePages.Command, "id-ID");
        Assert.True(folder.Build("https://example.test/docs/help"), string.Join('\n', folder.Log));
        var link = folder.Maml("id-ID/Sample.dll-Help.xml").Descendants(Maml + "navigationLink").First();
        Assert.Equal("https://example.test/docs/help/id-ID/Get-Thing.md", link.Element(Maml + "uri")!.Value);
    }

    [Fact]
    public void A_parameter_that_differs_by_set_has_a_block_for_each()
    {
        var page = SamplePages
            .Command.Replace("Get-Thing -All [-Force]", "Get-Thing -All [[-Kind] <Kind>] [-Force]", StringComparison.Ordinal)
            .Replace(
                "### -Name\n",
                """
                ```yaml
                Type: Kind
                Parameter Sets: All
                Aliases:
                Accepted values: Big, Small

                Required: False
                Position: 0
                Default value: Small
                Accept pipeline input: False
                Accept wildcard characters: False
                ```

                ### -Name

                """.ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            );
        var positions = Built(page)
            .Descendants(Command + "syntaxItem")
            .Select(s => s.Elements(Command + "parameter").Single(p => p.Element(Maml + "name")!.Value == "Kind"))
            .Select(p => p.Attribute("position")!.Value + " " + p.Element(Dev + "defaultValue")!.Value);
        Assert.Equal(["1 Big", "0 Small"], positions);
    }

    private static IEnumerable<string> Names(XElement item) =>
        item.Elements(Command + "parameter").Select(p => p.Element(Maml + "name")!.Value);

    private static string[] Paragraphs(XElement element) => [.. element.Elements(Maml + "para").Select(p => p.Value)];

    private XElement Built(string page = SamplePages.Command)
    {
        Assert.True(folder.With("Get-Thing", page.ReplaceLineEndings("\n")).Build(), string.Join('\n', folder.Log));
        return Assert.Single(folder.Maml().Elements(Command + "command"));
    }

    private XElement Parameter(string name) =>
        Built().Element(Command + "parameters")!.Elements().Single(p => p.Element(Maml + "name")!.Value == name);
}
