using Kirimy.HelpBuilder.Writing;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>A Markdown file as front matter and a tree of headings.</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    private MarkdownPage(IReadOnlyDictionary<string, string> frontMatter, Section? top)
    {
        FrontMatter = frontMatter;
        Top = top;
    }

    public IReadOnlyDictionary<string, string> FrontMatter { get; }

    /// <summary>The section of the only level 1 heading, or null if it is missing.</summary>
    public Section? Top { get; }

    public static MarkdownPage Read(string markdown, Problems problems)
    {
        var frontMatter = new Dictionary<string, string>(StringComparer.Ordinal);
        Section? top = null;
        var open = new Stack<Section>();
        foreach (var block in Markdown.Parse(markdown, Pipeline))
        {
            switch (block)
            {
                case YamlFrontMatterBlock yaml:
                    ReadFrontMatter(yaml, frontMatter, problems);
                    break;
                case LinkReferenceDefinitionGroup:
                case HtmlBlock { Type: HtmlBlockType.Comment }:
                    break;
                case HeadingBlock heading:
                    var section = new Section(InlineText.Of(heading, problems), heading.Level, heading.Line + 1);
                    while (open.Count > 0 && open.Peek().Level >= section.Level)
                    {
                        open.Pop();
                    }

                    if (open.Count > 0)
                    {
                        open.Peek().Children.Add(section);
                    }
                    else if (top is null && section.Level == 1)
                    {
                        top = section;
                    }
                    else
                    {
                        problems.Add(section.Line, ProblemCode.Page, "A page begins with its one heading of level 1.");
                    }

                    open.Push(section);
                    break;
                default:
                    if (open.Count > 0)
                    {
                        open.Peek().Blocks.Add(block);
                    }
                    else
                    {
                        problems.Add(block, ProblemCode.Page, "Nothing stands before the heading of level 1 but front matter.");
                    }

                    break;
            }
        }

        return new MarkdownPage(frontMatter, top);
    }

    private static void ReadFrontMatter(YamlFrontMatterBlock yaml, Dictionary<string, string> into, Problems problems)
    {
        for (var i = 0; i < yaml.Lines.Count; i++)
        {
            var line = yaml.Lines.Lines[i].ToString();
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !into.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim()))
            {
                problems.Add(
                    yaml.Line + 2 + i,
                    ProblemCode.Page,
                    $"Front matter has one «name: value» a line, each name once; found «{line}»."
                );
            }
        }
    }
}
