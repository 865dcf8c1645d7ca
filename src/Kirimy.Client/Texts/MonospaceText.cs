using System.Text;
using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>The output of a command as it looks right on a phone.</summary>
internal static class MonospaceText
{
    private const int TabWidth = 8;

    /// <summary>Colours, links and the like, which terminals act on (ECMA-48: control sequences, and strings such as OSC 8).</summary>
    private static readonly Regex TerminalSequence = new(
        @"\x1B(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1B]*(?:\x07|\x1B\\)|[ -/]*[0-~])",
        RegexOptions.CultureInvariant,
        Regex.InfiniteMatchTimeout
    );

    /// <summary>
    /// Takes away what a terminal acts on, blank lines at the begin and the end, and white space at the end of lines, with which tables are
    /// filled up and which would wrap; makes spaces of tabs; keeps backticks of the text from ending the block that it is put into. A text
    /// that is such a block already is what is in it.
    /// </summary>
    /// <param name="text">The text with LF line breaks.</param>
    public static string Of(string text)
    {
        var plain = Unfenced(text.IndexOf('\u001B') < 0 ? text : TerminalSequence.Replace(text, string.Empty));
        var shown = new StringBuilder(plain.Length);
        var length = 0;
        foreach (var line in plain.Split('\n'))
        {
            var trimmed = WithoutTabs(line).TrimEnd();
            if (trimmed.Length > 0)
            {
                shown.Append(trimmed);
                length = shown.Length;
            }

            if (length > 0)
            {
                shown.Append('\n');
            }
        }

        shown.Length = length;
        return CodeBlock.Apart(shown.ToString());
    }

    private static string Unfenced(string text)
    {
        var trimmed = text.Trim();
        return CodeBlock.In(trimmed) is [var only] && only.Open == 0 && only.Close == trimmed.Length
            ? trimmed.Substring(CodeBlock.Mark.Length, trimmed.Length - (2 * CodeBlock.Mark.Length))
            : text;
    }

    private static string WithoutTabs(string line)
    {
        if (line.IndexOf('\t') < 0)
        {
            return line;
        }

        var spaced = new StringBuilder(line.Length + TabWidth);
        foreach (var c in line)
        {
            _ = c == '\t' ? spaced.Append(' ', TabWidth - (spaced.Length % TabWidth)) : spaced.Append(c);
        }

        return spaced.ToString();
    }
}
