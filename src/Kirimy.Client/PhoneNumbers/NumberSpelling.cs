using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Parser for the spelling of a number: digits, spaces, hyphens, dots, brackets and a plus before the first digit, optionally with a
/// label. Any other spelling is refused with the most helpful reason.
/// </summary>
internal static class NumberSpelling
{
    public const int MinDigits = 7;
    private const int MaxNumbers = 4;

    public static WrittenNumber Parse(string text, CountryCodeMark mark)
    {
        var isPlain = text.All(c => c is not ('.' or '\n') && IsOfNumber(c)) && text.Any(IsDigit);
        return isPlain && text.AsSpan().IndexOf("---".AsSpan()) < 0 ? ParseDigits(text, mark) : ParseOther(text, mark);
    }

    public static WrittenNumber Several(IReadOnlyList<string> numbers, CountryCodeMark mark) =>
        numbers.Count <= MaxNumbers ? new WrittenNumber(string.Empty, mark) { Several = numbers } : Refusal.SeveralNumbers;

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsOfNumber(char c) => IsDigit(c) || c is ' ' or '-' or '.' or '(' or ')' or '+';

    private static WrittenNumber ParseOther(string text, CountryCodeMark mark)
    {
        var hasOther = !text.All(c => c == '\n' || IsOfNumber(c));
        if (!text.Any(IsDigit))
        {
            // A single hyphen or dot means an empty cell.
            return IsMasked(text) ? new Refusal(NumberReason.Placeholder, Text.NumberAdvice_Placeholder)
                : hasOther ? new Refusal(NumberReason.NoNumber, Text.NumberAdvice_NoNumber)
                : new Refusal(NumberReason.Empty, Text.NumberAdvice_Empty);
        }

        if (SpreadsheetNumber.IsScientific(text))
        {
            return new Refusal(NumberReason.ScientificNotation, Text.NumberAdvice_ScientificNotation);
        }

        if (IsMasked(text))
        {
            return new Refusal(NumberReason.Placeholder, Text.NumberAdvice_Placeholder);
        }

        if (Patterns.Extension.IsMatch(text))
        {
            return new Refusal(NumberReason.Extension, Text.NumberAdvice_Extension);
        }

        if (SpreadsheetNumber.Clean(text) is not { } plain)
        {
            return Refusal.Ambiguous(Text.NumberAdvice_Fraction);
        }

        var numbers = SplitNumbers(plain);
        return numbers.Length > 1 ? Several(numbers, mark)
            : numbers[0].All(c => c == '\n' || IsOfNumber(c)) ? ParseDigits(numbers[0], mark)
            : LabeledNumber.Parse(numbers[0], mark);
    }

    /// <summary>Two in a row of <c>x X * ? _ # •</c> (<c>0812-XXXX-7890</c>), an ellipsis, or three dots or hyphens mask digits.</summary>
    private static bool IsMasked(string text) =>
        Patterns.Gap.IsMatch(text)
        || (Patterns.Mask.IsMatch(text) && Enumerable.Range(0, text.Length).All(i => text[i] is 'x' or 'X' || !char.IsLetter(text, i)));

    /// <summary>If only one part has digits and another has text, the whole cell is one number.</summary>
    private static string[] SplitNumbers(string text)
    {
        var parts = Patterns.BetweenNumbers.Split(text).Select(part => part.Trim()).ToLookup(part => part.Any(IsDigit));
        string[] numbers = [.. parts[true]];
        return numbers.Length == 1 && parts[false].Any(part => part.Length > 0) ? [text] : numbers;
    }

    private static WrittenNumber ParseDigits(string text, CountryCodeMark mark)
    {
        var digits = string.Concat(text.Where(IsDigit));
        var count = 0;
        var couldBeTwo = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case >= '0' and <= '9':
                    count++;
                    break;
                case '+' when count == 0:
                    mark = CountryCodeMark.Certain;
                    break;
                case '+' when count >= MinDigits:
                    return Refusal.SeveralNumbers;
                case '-' or '.' when count > 0:
                case '(' or ')':
                    break;
                case ' ':
                    couldBeTwo |= count >= MinDigits && digits.Length - count >= MinDigits;
                    break;
                default:
                    return Refusal.Unexpected(text, i);
            }
        }

        return new WrittenNumber(digits, mark) { CouldBeTwo = couldBeTwo };
    }

    /// <summary>Created only if a number needs them.</summary>
    private static class Patterns
    {
        private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

        public static readonly Regex Gap = new(@"…|\.{3}|-{3}", Options);

        public static readonly Regex Mask = new("xx|XX|[*]{2}|[?]{2}|__|##|••|●●", RegexOptions.CultureInvariant);

        /// <summary><c>x12</c>, <c>ext. 12</c>, <c>#12</c>, <c>;ext=12</c> (RFC 3966), <c>pesawat 12</c>.</summary>
        public static readonly Regex Extension = new(
            @"[0-9][ ().,-]*(?:;ext=|;?(?:extension|extn?|ekst(?:ensi)?|pesawat|pes|psw|x|#)[ .:=]*)[0-9]{1,7}(?![0-9])",
            Options
        );

        /// <summary>In English and Indonesian; Google Contacts writes <c>:::</c>.</summary>
        public static readonly Regex BetweenNumbers = new(@":{2,}|[/\\,;|&\n]|(?<![a-z])(?:atau|dan|serta|or|and)(?![a-z])", Options);
    }
}
