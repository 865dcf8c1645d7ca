namespace Kirimy.Client.Texts;

/// <summary>Formats the output of a command for a phone.</summary>
internal static class MonospaceText
{
    private const int TabWidth = 8;

    /// <summary>
    /// Removes leading and trailing blank lines, and white space at the end of lines, which pads tables and would wrap. Expands tabs, and
    /// separates backticks that would end the block around the text. If the text is already a code block, its marks are removed.
    /// </summary>
    public static string Of(string text)
    {
        var plain = RemoveFence(text);
        var shown = new StringBuilder(plain.Length);
        var length = 0;
        foreach (var line in plain.Split('\n'))
        {
            var trimmed = ExpandTabs(line).TrimEnd();
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
        return CodeBlock.SeparateBackticks(shown.ToString());
    }

    private static string RemoveFence(string text)
    {
        var trimmed = text.Trim();
        return CodeBlock.In(trimmed) is [var only] && !only.IsBlank && only.Open == 0 && only.Close == trimmed.Length
            ? trimmed[CodeBlock.Mark.Length..^CodeBlock.Mark.Length]
            : text;
    }

    private static string ExpandTabs(string line)
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
