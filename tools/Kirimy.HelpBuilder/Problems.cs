using Markdig.Syntax;

namespace Kirimy.HelpBuilder;

/// <summary>Collects the problems of one page, so that one build shows them all.</summary>
/// <param name="file">The page.</param>
internal sealed class Problems(string file)
{
    private readonly List<Problem> found = [];

    public IReadOnlyList<Problem> Found => found;

    /// <summary>Notes a problem at a line counted from 1.</summary>
    public void Add(int line, string code, string message) => found.Add(new Problem(file, line, code, message));

    /// <summary>Notes a problem where a piece of Markdown begins.</summary>
    public void Add(MarkdownObject at, string code, string message) => Add(at.Line + 1, code, message);
}
