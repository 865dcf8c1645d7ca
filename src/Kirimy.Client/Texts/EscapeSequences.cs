using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Expands escape sequences for line breaks and tabs.</summary>
public static class EscapeSequences
{
    private static readonly Regex Escape = new(@"\\(?:r\\n|[nt\\])", RegexOptions.CultureInvariant);

    /// <summary>
    /// Turns <c>\n</c> and <c>\r\n</c> into a line break, <c>\t</c> into a tab and <c>\\</c> into a backslash; any
    /// other backslash stays. A template is expanded before it is parsed.
    /// </summary>
    public static string Expand(string text) =>
        Escape.Replace(
            text,
            static escape =>
                escape.Value switch
                {
                    @"\t" => "\t",
                    @"\\" => @"\",
                    _ => "\n",
                }
        );
}
