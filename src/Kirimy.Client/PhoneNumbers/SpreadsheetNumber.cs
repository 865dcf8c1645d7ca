using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Parser for numbers that a spreadsheet, or a program that read one, took for a quantity: scientific notation, a fraction of zeros
/// (<c>6281234567890.0</c>), thousands separators. Points and commas are read by the English and the Indonesian rules.
/// </summary>
internal static class SpreadsheetNumber
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Scientific = new(@"^[+-]?[0-9]+(?:[.,][0-9]*)?[ ]?[eE][ ]?[+-]?[0-9]{1,3}$", Options);

    private static readonly Regex Whole = new(
        @"^\+?(?:[0-9]+|[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ ][0-9]{3})+)$",
        Options
    );

    private static readonly Regex CommasBetweenThousands = new(@"^\+?[0-9]{1,3}(?:,[0-9]{3}){2,}$", Options);

    /// <summary>Digits may be lost even if enough of them are shown.</summary>
    public static bool IsScientific(string text) => Scientific.IsMatch(text);

    /// <summary>Removes the fraction and the separators that the spreadsheet added. Null if the digits may be a fraction.</summary>
    public static string? Clean(string text)
    {
        var at = text.AsSpan().LastIndexOfAny('.', ',');
        if (at < 0)
        {
            return text;
        }

        var whole = text[..at];
        var fraction = text[(at + 1)..];
        if (!IsFraction(whole, text[at], fraction))
        {
            return CommasBetweenThousands.IsMatch(text) ? text.Replace(",", string.Empty) : text;
        }

        return fraction.Length <= 2 && fraction.Trim('0').Length == 0 && Whole.IsMatch(whole) ? whole.Replace(",", string.Empty) : null;
    }

    /// <summary>
    /// Whether the only point or comma may be a decimal separator: one or two digits or only zeros follow it, or a single digit precedes
    /// it (<c>6.281234567890</c>, scientific notation without its exponent).
    /// </summary>
    private static bool IsFraction(string whole, char mark, string fraction)
    {
        if (fraction.Length == 0 || !fraction.All(NumberSpelling.IsDigit) || whole.AsSpan().IndexOf(mark) >= 0)
        {
            return false;
        }

        // Otherwise a comma begins a second number.
        if (mark == ',' && !Whole.IsMatch(whole))
        {
            return false;
        }

        return fraction.Length <= 2 || fraction.Trim('0').Length == 0 || whole.TrimStart('+').Length <= 1;
    }
}
