using Markdig.Syntax;

namespace Kirimy.HelpBuilder;

/// <summary>Collects the problems of one page, so that one build reports all of them.</summary>
/// <param name="file">The page.</param>
internal sealed class Problems(string file)
{
    private readonly List<Problem> found = [];

    public IReadOnlyList<Problem> Found => found;

    /// <summary>Adds a problem at a line, counted from 1.</summary>
    public void Add(int line, string code, string message) => found.Add(new Problem(file, line, code, message));

    /// <summary>Adds a problem at the start of a Markdown element.</summary>
    public void Add(MarkdownObject at, string code, string message) => Add(at.Line + 1, code, message);
}

/// <summary>A problem that prevents the conversion of a page to help.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Message">The problem and the expected form.</param>
internal sealed record Problem(string File, int Line, string Code, string Message)
{
    /// <summary>The format that MSBuild and editors recognize as an error with a location.</summary>
    public override string ToString() => $"{File}({Line}): error {Code}: {Message}";
}

/// <summary>The codes of problems, as the build shows them.</summary>
internal static class ProblemCode
{
    /// <summary>An error of the whole page: its front matter, name or headings.</summary>
    public const string Page = "KH001";

    /// <summary>A syntax block that can't be parsed, or that contradicts the parameters.</summary>
    public const string Syntax = "KH002";

    /// <summary>An error in the metadata of a parameter.</summary>
    public const string Metadata = "KH003";

    /// <summary>An example without code or without an explanation.</summary>
    public const string Example = "KH004";

    /// <summary>Markdown that a console can't show.</summary>
    public const string Text = "KH005";

    /// <summary>An about topic that isn't in the format that Get-Help reads.</summary>
    public const string About = "KH006";
}
