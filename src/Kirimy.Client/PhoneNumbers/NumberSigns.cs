namespace Kirimy.Client.PhoneNumbers;

/// <summary>What kinds of characters a text has.</summary>
internal readonly struct NumberSigns
{
    private NumberSigns(bool hasDigits, bool hasOther, bool isMasked, string? letters)
    {
        HasDigits = hasDigits;
        HasOther = hasOther;
        IsMasked = isMasked;
        Letters = letters;
    }

    /// <summary>Whether a digit 0 to 9 is among them.</summary>
    public bool HasDigits { get; }

    /// <summary>Whether there is anything but digits, white space, hyphens, dots, brackets and pluses.</summary>
    public bool HasOther { get; }

    /// <summary>
    /// Whether signs stand for digits: two in a row of <c>x X * ? _ # •</c> (<c>0812-XXXX-7890</c>) and no letter but x, an
    /// ellipsis, or a row of three dots or hyphens.
    /// </summary>
    public bool IsMasked { get; }

    /// <summary>The first letters in a row, or null.</summary>
    public string? Letters { get; }

    public static NumberSigns Of(string text)
    {
        var hasDigits = false;
        var hasOther = false;
        var hasOtherLetters = false;
        var hasGap = false;
        var hasMask = false;
        var lettersFrom = -1;
        var lettersTo = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '0' and <= '9')
            {
                hasDigits = true;
                continue;
            }

            if (c is '-' or '.')
            {
                hasGap |= i >= 2 && text[i - 1] == c && text[i - 2] == c;
                continue;
            }

            if (c is ' ' or '\n' or '(' or ')' or '+')
            {
                continue;
            }

            hasOther = true;
            hasGap |= c == '…';
            hasMask |= c is 'x' or 'X' or '*' or '?' or '_' or '#' or '•' or '●' && i >= 1 && text[i - 1] == c;
            if (IsLetter(text, i))
            {
                hasOtherLetters |= c is not ('x' or 'X');
                lettersFrom = lettersFrom < 0 ? i : lettersFrom;
                lettersTo = lettersTo < 0 || lettersTo == i ? i + 1 : lettersTo;
            }
        }

        return new NumberSigns(
            hasDigits,
            hasOther,
            hasGap || (hasMask && !hasOtherLetters),
            lettersFrom < 0 ? null : text[lettersFrom..lettersTo]
        );
    }

    public static int CountDigits(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += c is >= '0' and <= '9' ? 1 : 0;
        }

        return count;
    }

    /// <summary>Each half of a surrogate pair that is a letter counts as one.</summary>
    private static bool IsLetter(string text, int index)
    {
        var first = char.IsLowSurrogate(text[index]) && index > 0 ? index - 1 : index;
        return char.IsLetter(text, char.IsSurrogatePair(text, first) ? first : index);
    }
}
