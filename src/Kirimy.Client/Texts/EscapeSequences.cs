using System.Text;

namespace Kirimy.Client.Texts;

/// <summary>Line breaks and tabs as programmers write them.</summary>
public static class EscapeSequences
{
    /// <summary>
    /// Turns <c>\n</c> and <c>\r\n</c> into a line break, <c>\t</c> into a tab and <c>\\</c> into a backslash; a backslash before anything
    /// else stays. Of a template, this comes before parsing.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Expand(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        var at = text.IndexOf('\\');
        if (at < 0)
        {
            return text;
        }

        var expanded = new StringBuilder(text.Length);
        var done = 0;
        for (; at >= 0; at = text.IndexOf('\\', done))
        {
            expanded.Append(text, done, at - done);
            var (character, length) = Read(text, at);
            expanded.Append(character);
            done = at + length;
        }

        return expanded.Append(text, done, text.Length - done).ToString();
    }

    private static (char Character, int Length) Read(string text, int at) =>
        (at + 1 < text.Length ? text[at + 1] : '\0') switch
        {
            'n' => ('\n', 2),
            't' => ('\t', 2),
            '\\' => ('\\', 2),
            'r' when string.CompareOrdinal(text, at, @"\r\n", 0, 4) == 0 => ('\n', 4),
            _ => ('\\', 1),
        };
}
