namespace Kirimy.Client.PhoneNumbers;

/// <summary>Normalizes digits, full-width forms, spaces, dashes and line breaks to ASCII, and removes invisible characters.</summary>
internal static class FoldedText
{
    /// <summary>Reverses the direction of text: digits after it are shown in another order than they are stored.</summary>
    private const char RightToLeftOverride = '\u202E';

    /// <summary>The normalized and trimmed text; null if a reader sees its digits in another order.</summary>
    public static string? Of(string input)
    {
        if (input.All(IsSame))
        {
            return input.Trim(' ');
        }

        var folded = new StringBuilder(input.Length);
        for (var i = 0; i < input.Length; i++)
        {
            var c = input[i];
            if (c == RightToLeftOverride)
            {
                return null;
            }

            if (IsSame(c))
            {
                folded.Append(c);
            }
            else if (char.IsSurrogatePair(input, i))
            {
                AppendPair(folded, input, i);
                i++;
            }
            else if (Fold(c) is { } replacement)
            {
                folded.Append(replacement);
            }
        }

        return folded.ToString().Trim(' ', '\n');
    }

    private static bool IsSame(char c) => c is >= ' ' and <= '~' and not '`';

    private static void AppendPair(StringBuilder folded, string input, int index)
    {
        var digit = CharUnicodeInfo.GetDecimalDigitValue(input, index);
        if (digit >= 0)
        {
            folded.Append((char)('0' + digit));
        }
        else if (CharUnicodeInfo.GetUnicodeCategory(input, index) != UnicodeCategory.Format)
        {
            folded.Append(input, index, 2);
        }
    }

    private static char? Fold(char c) =>
        c switch
        {
            '\t' => ' ',
            '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => '\n',
            '`' or '\u00B4' or '\u02BC' or '\u2018' or '\u2019' => '\'',
            '\u201C' or '\u201D' => '"',
            '\u2212' => '-',
            // Variation selectors, and the frame of a keycap emoji around an ordinary digit.
            (>= '\uFE00' and <= '\uFE0F') or '\u20E3' => null,
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            _ => char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
                UnicodeCategory.Format => null,
                UnicodeCategory.SpaceSeparator => ' ',
                UnicodeCategory.DashPunctuation => '-',
                _ => c,
            },
        };
}
