namespace Kirimy.HelpBuilder;

/// <summary>The codes of problems, as the build shows them.</summary>
internal static class ProblemCode
{
    /// <summary>The page as a whole: its front matter, its name, its headings.</summary>
    public const string Page = "KH001";

    /// <summary>A syntax block that can't be read, or that the parameters contradict.</summary>
    public const string Syntax = "KH002";

    /// <summary>The metadata of a parameter.</summary>
    public const string Metadata = "KH003";

    /// <summary>An example without code or without words.</summary>
    public const string Example = "KH004";

    /// <summary>Markdown that a console can't show.</summary>
    public const string Text = "KH005";

    /// <summary>An about topic that breaks the form Get-Help reads.</summary>
    public const string About = "KH006";
}
