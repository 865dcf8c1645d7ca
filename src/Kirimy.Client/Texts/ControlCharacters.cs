using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>
/// Control characters (Unicode category Cc) and the terminal escape sequences of ECMA-48 that begin with one. Line feeds and tabs are text.
/// So are format characters: U+200D joins emoji, and Arabic and Persian need direction marks.
/// </summary>
internal static class ControlCharacters
{
    /// <summary>
    /// In this order: control sequences (colors); control strings (titles, hyperlinks) up to BEL or ST; short escapes; other control
    /// characters. A C1 code directly after a Latin-1 letter or another C1 code comes from a wrong encoding and doesn't begin a sequence.
    /// </summary>
    private static readonly Regex Sequence = new(
        @"(?:\x1B\[|(?<![\x80-\xF4])\x9B)[0-?]*[ -/]*[@-~]"
            + @"|(?:\x1B[\]PX^_]|(?<![\x80-\xF4])[\x90\x98\x9D-\x9F])[^\x00-\x1F\x7F-\x9F]*(?:\x07|\x1B\\|\x9C)"
            + @"|\x1B[ -/]*[0-~]"
            + @"|[\x00-\x08\x0B-\x1F\x7F-\x9F]",
        RegexOptions.CultureInvariant
    );

    /// <summary>In a text with LF line breaks; -1 if it has none.</summary>
    public static int IndexIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is (< ' ' and not ('\n' or '\t')) or (>= '\x7F' and <= '\x9F'))
            {
                return i;
            }
        }

        return -1;
    }

    public static string RemoveFrom(string text) => IndexIn(text) < 0 ? text : Sequence.Replace(text, string.Empty);
}
