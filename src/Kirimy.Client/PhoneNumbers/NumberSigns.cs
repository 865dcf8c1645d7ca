namespace Kirimy.Client.PhoneNumbers;

/// <summary>The kinds of characters in a text.</summary>
internal readonly struct NumberSigns
{
    private NumberSigns(bool hasDigits, bool hasOther, bool isMasked)
    {
        HasDigits = hasDigits;
        HasOther = hasOther;
        IsMasked = isMasked;
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

    public static NumberSigns Of(string text)
    {
        var hasDigits = false;
        var hasOther = false;
        var hasOtherLetters = false;
        var hasGap = false;
        var hasMask = false;
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
            hasOtherLetters |= IsLetter(text, i) && c is not ('x' or 'X');
        }

        return new NumberSigns(hasDigits, hasOther, hasGap || (hasMask && !hasOtherLetters));
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
