using Kirimy.HelpBuilder.Pages;
using Kirimy.HelpBuilder.Writing;
using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>Reads an about topic: its name, a short description, then sections.</summary>
/// <param name="problems">Receives the problems of the page.</param>
internal sealed class AboutTopicReader(Problems problems)
{
    private readonly PlainText text = new(problems, AboutWriter.TextWidth);

    /// <summary>Reads a page, and returns null if it has problems.</summary>
    /// <param name="name">The name of the topic: the file name without extension.</param>
    /// <param name="markdown">The page.</param>
    public AboutTopic? Read(string name, string markdown)
    {
        var page = MarkdownPage.Read(markdown, problems);
        if (page.Top is not { Blocks.Count: 0 } top || top.Title != name)
        {
            problems.Add(
                page.Top?.Line ?? 1,
                ProblemCode.Page,
                $"The heading of level 1 is the file's name, «{name}», and no text stands under it."
            );
            return null;
        }

        // Get-Help uses the fifth line of the written topic as its synopsis.
        var first = top.Children.FirstOrDefault();
        var shortDescription = first is { Blocks: [ParagraphBlock paragraph], Children.Count: 0 }
            ? InlineText.Of(paragraph, problems)
            : string.Empty;
        if (shortDescription.Length is 0 or > AboutWriter.TextWidth || shortDescription.Contains('\n', StringComparison.Ordinal))
        {
            problems.Add(
                first?.Line ?? top.Line,
                ProblemCode.About,
                $"The first section is the short description: one line of at most {AboutWriter.TextWidth} characters."
            );
        }

        var sections = top.Children.Skip(1).SelectMany(Flatten).ToArray();
        if (sections.Length == 0)
        {
            problems.Add(top.Line, ProblemCode.About, "A topic has more than its short description.");
        }

        return problems.Found.Count == 0 ? new AboutTopic(name, shortDescription, sections) : null;
    }

    private IEnumerable<AboutSection> Flatten(Section section)
    {
        var paragraphs = text.Paragraphs(section.Blocks);
        var tooLong = paragraphs.SelectMany(p => p.Split('\n')).FirstOrDefault(l => l.Length > AboutWriter.TextWidth);
        if (tooLong is not null)
        {
            problems.Add(
                section.Line,
                ProblemCode.About,
                $"Under «{section.Title}» a line can't be wrapped to {AboutWriter.TextWidth} characters: «{tooLong.Trim()}»."
            );
        }

        yield return new AboutSection(section.Level == 2 ? section.Title.ToUpperInvariant() : section.Title, paragraphs);
        foreach (var child in section.Children.SelectMany(Flatten))
        {
            yield return child;
        }
    }
}
