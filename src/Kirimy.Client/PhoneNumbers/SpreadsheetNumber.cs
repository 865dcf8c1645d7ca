using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// The text of a number that a spreadsheet, or a program that read one, took for a quantity: scientific notation, a fraction of zeros
/// (<c>6281234567890.0</c>), thousands separators. The point and the comma are read in the English and the Indonesian way.
/// </summary>
internal readonly struct SpreadsheetNumber
{
    private SpreadsheetNumber(string text) => Text = text;

    private SpreadsheetNumber(Refusal refusal)
    {
        Text = string.Empty;
        Refusal = refusal;
    }

    /// <summary>The number without the fraction and separators that the spreadsheet added; otherwise the text itself.</summary>
    public string Text { get; }

    /// <summary>The reason that the digits could be a fraction, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the text is scientific notation. Digits may be lost even if enough of them are shown.</summary>
    public static bool IsScientific(string text) => text.AsSpan().IndexOfAny('e', 'E') > 0 && Patterns.Scientific.IsMatch(text);

    public static SpreadsheetNumber Parse(string text)
    {
        var at = text.AsSpan().LastIndexOfAny('.', ',');
        if (at < 0)
        {
            return new SpreadsheetNumber(text);
        }

        var whole = text[..at];
        var fraction = text[(at + 1)..];
        if (IsFraction(whole, text[at], fraction))
        {
            return fraction.Length <= 2 && fraction.Trim('0').Length == 0 && Patterns.Whole.IsMatch(whole)
                ? new SpreadsheetNumber(WithoutCommas(whole))
                : new SpreadsheetNumber(new Refusal(NumberReason.Ambiguous, Client.Text.NumberAdvice_Fraction));
        }

        return new SpreadsheetNumber(Patterns.CommasBetweenThousands.IsMatch(text) ? WithoutCommas(text) : text);
    }

    /// <summary>
    /// Whether the only point or comma could stand before a fraction: behind it are one or two digits or nothing but zeros, or
    /// before it is a single digit (<c>6.281234567890</c>, scientific notation without its exponent).
    /// </summary>
    private static bool IsFraction(string whole, char mark, string fraction)
    {
        if (fraction.Length == 0 || NumberSigns.CountDigits(fraction) < fraction.Length || whole.AsSpan().IndexOf(mark) >= 0)
        {
            return false;
        }

        // Behind a comma between other than clean numbers begins a second number.
        if (mark == ',' && !Patterns.Whole.IsMatch(whole))
        {
            return false;
        }

        return fraction.Length <= 2 || fraction.Trim('0').Length == 0 || whole.TrimStart('+').Length <= 1;
    }

    private static string WithoutCommas(string text) => text.Replace(",", string.Empty);

    /// <summary>A class of its own, because most numbers are read without any pattern.</summary>
    private static class Patterns
    {
        private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

        public static readonly Regex Scientific = new(
            @"^[+-]?[0-9]+(?:[.,][0-9]*)?[ ]?[eE][ ]?[+-]?[0-9]{1,3}$",
            Options,
            Regex.InfiniteMatchTimeout
        );

        public static readonly Regex Whole = new(
            @"^\+?(?:[0-9]+|[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ ][0-9]{3})+)$",
            Options,
            Regex.InfiniteMatchTimeout
        );

        public static readonly Regex CommasBetweenThousands = new(@"^\+?[0-9]{1,3}(?:,[0-9]{3}){2,}$", Options, Regex.InfiniteMatchTimeout);
    }
}
