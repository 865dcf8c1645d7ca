using Kirimy.HelpBuilder.Pages;
using Kirimy.HelpBuilder.Writing;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>Reads a command's page: platyPS's layout, schema 2.0.0.</summary>
/// <param name="problems">Receives the problems of the page.</param>
internal sealed class CommandPageReader(Problems problems)
{
    private const string Schema = "2.0.0";
    private const string CommonParameters = "CommonParameters";
    private static readonly string[] Headings =
    [
        "SYNOPSIS",
        "SYNTAX",
        "DESCRIPTION",
        "EXAMPLES",
        "PARAMETERS",
        "INPUTS",
        "OUTPUTS",
        "NOTES",
        "RELATED LINKS",
    ];

    private readonly PlainText text = new(problems);

    /// <summary>Reads a page, and returns null if it has problems.</summary>
    /// <param name="name">The name of the command: the file name without extension.</param>
    /// <param name="markdown">The page.</param>
    public CommandPage? Read(string name, string markdown)
    {
        var page = MarkdownPage.Read(markdown, problems);
        var helpFile = FrontMatter(page, "external help file");
        FrontMatter(page, "Module Name");
        if (FrontMatter(page, "schema") is { Length: > 0 } schema && schema != Schema)
        {
            problems.Add(1, ProblemCode.Page, $"The schema is {Schema}, not {schema}.");
        }

        if (page.Top is not { } top || top.Title != name)
        {
            problems.Add(page.Top?.Line ?? 1, ProblemCode.Page, $"The heading of level 1 is the file's name: «{name}».");
            return null;
        }

        if (!HasHeadings(top))
        {
            return null;
        }

        var sections = top.Children.ToDictionary(s => s.Title);
        var parameters = Parameters(sections["PARAMETERS"]);
        var read = new CommandPage
        {
            Name = name,
            HelpFile = helpFile,
            OnlineVersion = page.FrontMatter.GetValueOrDefault("online version") is { Length: > 0 } uri ? uri : null,
            Synopsis = Synopsis(sections["SYNOPSIS"]),
            Description = Words(sections["DESCRIPTION"]),
            Syntax = new SyntaxReader(problems).Read(name, sections["SYNTAX"]),
            Examples = [.. Children(sections["EXAMPLES"], "### Example 1: Title").Select(Example)],
            Parameters = parameters,
            Inputs = [.. Children(sections["INPUTS"], "### Type, or ### None").Select(Type)],
            Outputs = [.. Children(sections["OUTPUTS"], "### Type, or ### None").Select(Type)],
            Notes = text.Paragraphs(sections["NOTES"].Blocks),
            Links = Links(sections["RELATED LINKS"]),
        };
        new SyntaxCheck(problems).Check(read);
        return problems.Found.Count == 0 ? read : null;
    }

    private string FrontMatter(MarkdownPage page, string name)
    {
        if (page.FrontMatter.TryGetValue(name, out var value) && value.Length > 0)
        {
            return value;
        }

        problems.Add(1, ProblemCode.Page, $"The front matter has no «{name}».");
        return string.Empty;
    }

    private bool HasHeadings(Section top)
    {
        var found = top.Children.Select(s => s.Title).ToArray();
        if (found.SequenceEqual(Headings))
        {
            return true;
        }

        var at = Enumerable
            .Range(0, Math.Max(found.Length, Headings.Length))
            .First(i => found.ElementAtOrDefault(i) != Headings.ElementAtOrDefault(i));
        problems.Add(
            top.Children.ElementAtOrDefault(at)?.Line ?? top.Line,
            ProblemCode.Page,
            at < Headings.Length
                ? $"Here comes «## {Headings[at]}»; found «{found.ElementAtOrDefault(at) ?? "nothing"}»."
                : $"Nothing comes after «## {Headings[^1]}»; found «{found[at]}»."
        );
        return false;
    }

    private string Synopsis(Section section)
    {
        if (text.Paragraphs(section.Blocks) is [var one] && section.Blocks is [ParagraphBlock])
        {
            return one;
        }

        problems.Add(section.Line, ProblemCode.Page, "The synopsis is one paragraph.");
        return string.Empty;
    }

    private IReadOnlyList<string> Words(Section section)
    {
        var words = text.Paragraphs(section.Blocks);
        if (words.Count == 0)
        {
            problems.Add(section.Line, ProblemCode.Page, $"«{section.Title}» has no text.");
        }

        foreach (var child in section.Children)
        {
            problems.Add(child.Line, ProblemCode.Page, $"«{section.Title}» has no headings of its own.");
        }

        return words;
    }

    private List<Section> Children(Section section, string example)
    {
        if (section.Blocks.Count > 0 || section.Children.Count == 0 || section.Children.Any(c => c.Level != 3))
        {
            problems.Add(
                section.Line,
                ProblemCode.Page,
                $"«{section.Title}» is made of headings of level 3 («{example}») and nothing beside them."
            );
        }

        return section.Children;
    }

    private Example Example(Section section)
    {
        // Consecutive blocks of code and its output are one block in MAML.
        var code = section.Blocks.TakeWhile(b => b is FencedCodeBlock).Cast<FencedCodeBlock>().ToArray();
        var remarks = text.Paragraphs(section.Blocks.Skip(code.Length));
        if (code.Length == 0)
        {
            problems.Add(section.Line, ProblemCode.Example, $"«{section.Title}» begins with its code.");
        }

        if (remarks.Count == 0)
        {
            problems.Add(section.Line, ProblemCode.Example, $"«{section.Title}» doesn't say after its code what that does.");
        }

        return new Example(section.Title, string.Join("\n\n", code.Select(text.Code)), remarks);
    }

    private List<Parameter> Parameters(Section section)
    {
        var parameters = new List<Parameter>();
        foreach (var child in section.Children)
        {
            if (child.Title == CommonParameters)
            {
                continue;
            }

            if (!child.Title.StartsWith('-') || parameters.Any(p => "-" + p.Name == child.Title))
            {
                problems.Add(child.Line, ProblemCode.Page, $"A parameter has one heading «### -Name»; found «{child.Title}».");
                continue;
            }

            var yaml = child.Blocks.OfType<FencedCodeBlock>().Where(b => b.Info == "yaml").ToArray();
            var description = text.Paragraphs(child.Blocks.Except(yaml));
            if (description.Count == 0)
            {
                problems.Add(child.Line, ProblemCode.Page, $"«{child.Title}» has no description.");
            }

            if (yaml.Length == 0)
            {
                problems.Add(child.Line, ProblemCode.Metadata, $"«{child.Title}» has no yaml block.");
            }

            parameters.Add(new Parameter(child.Title[1..], description, [.. yaml.Select(new MetadataReader(problems).Read)], child.Line));
        }

        return parameters;
    }

    private TypeNote Type(Section section) => new(section.Title, text.Paragraphs(section.Blocks));

    private List<RelatedLink> Links(Section section)
    {
        var links = new List<RelatedLink>();
        foreach (var block in section.Blocks)
        {
            var leaves = block is ContainerBlock container ? container.Descendants<LeafBlock>() : [(LeafBlock)block];
            var found = leaves.SelectMany(l => l.Inline?.Descendants<LinkInline>() ?? []).ToArray();
            if (found.Length == 0)
            {
                problems.Add(block, ProblemCode.Page, "A related link is a Markdown link, or a list of them.");
            }

            links.AddRange(
                found.Select(link => new RelatedLink(
                    string.Concat(link.Descendants<LiteralInline>().Select(l => l.Content.ToString())),
                    Uri.TryCreate(link.Url, UriKind.Absolute, out var uri) && !uri.IsFile ? link.Url : null
                ))
            );
        }

        return links;
    }
}
