using System.Text;
using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// The rules of how one number is spelled: digits, spaces, hyphens, dots, brackets and a plus before the first digit. What is spelled
/// otherwise is refused, with the most telling of the reasons that fit.
/// </summary>
internal static class NumberSpelling
{
    /// <summary>From this many digits on, each side of a space could be a number of its own.</summary>
    private const int FewestDigits = 7;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>In English and Indonesian: <c>x12</c>, <c>ext. 12</c>, <c>#12</c>, <c>;ext=12</c> (RFC 3966), <c>pesawat 12</c>.</summary>
    private static readonly Regex Extension = new(
        @"[0-9][ ().,-]*(?:;ext=|;?(?:extension|extn?|ekst(?:ensi)?|pesawat|pes|psw|x|#)[ .:=]*)[0-9]{1,7}$",
        Options,
        Regex.InfiniteMatchTimeout
    );

    /// <summary>What stands between two numbers in a cell, in English and Indonesian.</summary>
    private static readonly Regex BetweenNumbers = new(
        @"[/\\,;|&\n]|(?<![a-z])(?:atau|dan|serta|or|and)(?![a-z])",
        Options,
        Regex.InfiniteMatchTimeout
    );

    public static WrittenNumber Parse(string text, CountryCodeMark mark)
    {
        var signs = NumberSigns.Of(text);
        if (!signs.HasDigits)
        {
            return WithoutDigits(signs);
        }

        if (WithOtherSigns(text, signs) is { } refusal)
        {
            return refusal;
        }

        var plain = SpreadsheetNumber.Parse(text);
        if (plain.Refusal is { } ambiguous)
        {
            return ambiguous;
        }

        if (!signs.HasOther && text.AsSpan().IndexOf('\n') < 0)
        {
            return Digits(plain.Text, mark);
        }

        return OnlyNumber(plain.Text) is { } one
            ? Digits(one, mark)
            : new Refusal(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers);
    }

    private static WrittenNumber WithoutDigits(NumberSigns signs)
    {
        if (signs.IsMasked)
        {
            return new Refusal(NumberReason.Placeholder, Text.NumberAdvice_Placeholder);
        }

        // A lone hyphen or dot is how people leave a cell empty.
        return signs.HasOther
            ? new Refusal(NumberReason.NoNumber, Text.NumberAdvice_NoNumber)
            : new Refusal(NumberReason.Empty, Text.NumberAdvice_Empty);
    }

    /// <summary>The reasons that are told by letters and signs which stand in no number; null when none is the case.</summary>
    private static Refusal? WithOtherSigns(string text, NumberSigns signs)
    {
        if (SpreadsheetNumber.IsScientific(text))
        {
            return new Refusal(NumberReason.ScientificNotation, Text.NumberAdvice_ScientificNotation);
        }

        if (signs.IsMasked)
        {
            return new Refusal(NumberReason.Placeholder, Text.NumberAdvice_Placeholder);
        }

        if (!signs.HasOther)
        {
            return null;
        }

        if (Extension.IsMatch(text))
        {
            return new Refusal(NumberReason.Extension, Text.NumberAdvice_Extension);
        }

        if (signs.Letters is { } letters && OnlyNumber(text) is not null)
        {
            return new Refusal(NumberReason.Letters, Text.NumberAdvice_Letters, letters);
        }

        return null;
    }

    /// <summary>The one part of a cell that has digits; null when several have. Other parts are dropped when they are empty.</summary>
    private static string? OnlyNumber(string text)
    {
        string? one = null;
        var hasOther = false;
        foreach (var part in BetweenNumbers.Split(text))
        {
            if (!NumberSigns.Of(part).HasDigits)
            {
                hasOther |= part.Trim().Length > 0;
            }
            else if (one is not null)
            {
                return null;
            }
            else
            {
                one = part;
            }
        }

        return hasOther ? text : one?.Trim();
    }

    private static WrittenNumber Digits(string text, CountryCodeMark mark)
    {
        var digits = new StringBuilder(text.Length);
        var all = NumberSigns.CountDigits(text);
        var couldBeTwo = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case >= '0' and <= '9':
                    digits.Append(c);
                    break;
                case '+' when digits.Length == 0:
                    mark = CountryCodeMark.Certain;
                    break;
                case '+' when digits.Length >= FewestDigits:
                    return new Refusal(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers);
                case '-' or '.' when digits.Length > 0:
                case '(' or ')':
                    break;
                case ' ':
                    couldBeTwo |= digits.Length >= FewestDigits && all - digits.Length >= FewestDigits;
                    break;
                default:
                    return new Refusal(
                        NumberReason.UnexpectedCharacters,
                        Text.NumberAdvice_UnexpectedCharacters,
                        char.IsSurrogatePair(text, i) ? text.Substring(i, 2) : c.ToString()
                    );
            }
        }

        return new WrittenNumber(digits.ToString(), mark, couldBeTwo);
    }
}
