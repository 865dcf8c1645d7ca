using System.Globalization;
using System.Text;

namespace Kirimy.Client.Reports;

/// <summary>Takes phone numbers out of what others get to read: <c>62812•••5678</c>.</summary>
internal sealed class NumberMask
{
    /// <summary>What is left of a masked number at most.</summary>
    private const int Longest = 12;

    private const string Dots = "•••";

    /// <summary>How many signs stay hidden at least.</summary>
    private const int Hidden = 4;

    /// <summary>From so many digits on, what stands in an explanation is taken for a phone number.</summary>
    private const int ShortestNumber = 8;

    /// <summary>A shorter text is no number, and stands in others by chance.</summary>
    private const int ShortestText = 5;

    /// <summary>What people put between the digits of a number.</summary>
    private const string Separators = " -./()\u00A0\u2010\u2011\u2013";

    private readonly string? asGiven;
    private readonly string? national;

    /// <summary>Hides one recipient.</summary>
    /// <param name="recipient">The recipient as the service takes it, or as it was given.</param>
    public NumberMask(string? recipient)
    {
        if (recipient is null || recipient.Length < ShortestText)
        {
            return;
        }

        asGiven = recipient;
        var digits = Digits(recipient);
        digits = digits.StartsWith("62", StringComparison.Ordinal) ? digits.Substring(2) : digits.TrimStart('0');
        national = digits.Length > ShortestText ? digits : null;
    }

    /// <summary>A number with its first and last digits only, at most five and four.</summary>
    public static string Of(string number)
    {
        if (number.Length <= Longest && number.Contains(Dots))
        {
            // From a report: masked once is enough.
            return number;
        }

        var shown = number.Length - Hidden;
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

    /// <summary>A text with every long row of digits masked.</summary>
    public static string? HideAll(string? text) => Replace(text, static _ => false, static digits => digits.Length >= ShortestNumber);

    /// <summary>A text without the recipient's number, in whatever spelling.</summary>
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
        if (text is null || text.Length < ShortestText)
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
            if (end - i >= ShortestText && Digits(text.Substring(i, end - i)) is var digits && isNumber(digits))
            {
                replaced = (replaced ?? new StringBuilder()).Append(text, copied, i - copied).Append(Of(digits));
                copied = end;
            }

            i = end - 1;
        }

        return replaced is null ? text : replaced.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Behind the last digit of what begins with a digit; at most two separators stand between two digits.</summary>
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

    /// <summary>The digits in a text, those of other scripts as ASCII.</summary>
    private static string Digits(string text) =>
        string.Concat(text.Where(char.IsDigit).Select(static c => c < 128 ? c : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))));
}
