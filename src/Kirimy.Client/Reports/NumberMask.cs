using System.Text.RegularExpressions;

namespace Kirimy.Client.Reports;

/// <summary>Masks phone numbers: <c>62812•••5678</c>.</summary>
internal sealed class NumberMask
{
    private const int MaxMaskedLength = 12;
    private const string Dots = "•••";
    private const int MinHiddenCount = 4;

    /// <summary>A shorter text isn't a number, and appears in others by chance.</summary>
    private const int MinTextLength = 5;

    private static readonly Regex LongDigits = new(@"\p{Nd}{8,}", RegexOptions.CultureInvariant);

    /// <summary>A number has at most two separators between two digits.</summary>
    private static readonly Regex Number = new(@"\p{Nd}(?:[ \-./()\u00A0\u2010\u2011\u2013]{0,2}\p{Nd})*", RegexOptions.CultureInvariant);

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

    public static string? HideAll(string? text) => text is null ? null : LongDigits.Replace(text, found => Of(Digits(found.Value)));

    /// <summary>In any spelling.</summary>
    public string? Hide(string? text)
    {
        if (text is null || asGiven is null)
        {
            return text;
        }

        var hidden = text.Replace(asGiven, Of(asGiven));
        return national is null
            ? hidden
            : Number.Replace(hidden, found => Digits(found.Value) is var digits && digits.Contains(national) ? Of(digits) : found.Value);
    }

    /// <summary>Digits of other scripts are converted to ASCII.</summary>
    private static string Digits(string text) =>
        string.Concat(text.Where(char.IsDigit).Select(static c => c < 128 ? c : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))));
}
