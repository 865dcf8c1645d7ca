namespace Kirimy.Client.Reports;

/// <summary>Masks phone numbers: <c>62812•••5678</c>.</summary>
internal sealed class NumberMask
{
    private const int MaxMaskedLength = 12;
    private const string Dots = "•••";
    private const int MinHiddenCount = 4;
    private const int MinDigits = 8;

    /// <summary>A shorter text isn't a number, and appears in others by chance.</summary>
    private const int MinTextLength = 5;

    /// <summary>The separators between the digits of a number.</summary>
    private const string Separators = " -./()\u00A0\u2010\u2011\u2013";

    private readonly string? asGiven;
    private readonly string? national;

    /// <summary>In the service's form or as the user wrote it.</summary>
    public NumberMask(string? recipient)
    {
        if (recipient is null || recipient.Length < MinTextLength)
        {
            return;
        }

        asGiven = recipient;
        var digits = Digits(recipient);
        digits = digits.StartsWith("62", StringComparison.Ordinal) ? digits.Substring(2) : digits.TrimStart('0');
        national = digits.Length > MinTextLength ? digits : null;
    }

    /// <summary>Masks a number except for at most its first five and last four digits.</summary>
    public static string Of(string number)
    {
        if (number.Length <= MaxMaskedLength && number.Contains(Dots))
        {
            // The row comes from a report and is already masked.
            return number;
        }

        var shown = number.Length - MinHiddenCount;
        if (shown <= 0 || number.Any(char.IsSurrogate))
        {
            return Dots;
        }

        var tail = Math.Min(4, shown / 2);
        return new StringBuilder()
            .Append(number, 0, Math.Min(5, shown - tail))
            .Append(Dots)
            .Append(number, number.Length - tail, tail)
            .ToString();
    }

    public static string? HideAll(string? text) => Replace(text, static _ => false, static digits => digits.Length >= MinDigits);

    /// <summary>In any spelling.</summary>
    public string? Hide(string? text)
    {
        if (text is null || asGiven is null)
        {
            return text;
        }

        var hidden = text.Replace(asGiven, Of(asGiven));
        return national is null ? hidden : Replace(hidden, Separators.Contains, digits => digits.Contains(national));
    }

    private static string? Replace(string? text, Func<char, bool> isSeparator, Func<string, bool> isNumber)
    {
        if (text is null || text.Length < MinTextLength)
        {
            return text;
        }

        StringBuilder? replaced = null;
        var copied = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i]))
            {
                continue;
            }

            var end = EndOfNumber(text, i, isSeparator);
            if (end - i >= MinTextLength && Digits(text.Substring(i, end - i)) is var digits && isNumber(digits))
            {
                replaced = (replaced ?? new StringBuilder()).Append(text, copied, i - copied).Append(Of(digits));
                copied = end;
            }

            i = end - 1;
        }

        return replaced is null ? text : replaced.Append(text, copied, text.Length - copied).ToString();
    }

    private static int EndOfNumber(string text, int start, Func<char, bool> isSeparator)
    {
        var end = start + 1;
        for (var i = end; i < text.Length && i - end <= 2; i++)
        {
            if (char.IsDigit(text[i]))
            {
                end = i + 1;
            }
            else if (!isSeparator(text[i]))
            {
                break;
            }
        }

        return end;
    }

    /// <summary>Digits of other scripts are converted to ASCII.</summary>
    private static string Digits(string text) =>
        string.Concat(text.Where(char.IsDigit).Select(static c => c < 128 ? c : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))));
}
