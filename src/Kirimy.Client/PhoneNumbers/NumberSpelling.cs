using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// The rules for how a number is spelled: digits, spaces, hyphens, dots, brackets and a plus before the first digit, perhaps with a label
/// around them. Any other spelling is refused, with the most helpful of the reasons that apply.
/// </summary>
internal static class NumberSpelling
{
    /// <summary>The fewest digits on a side of a space that could be a number of their own.</summary>
    private const int MinDigits = 7;

    /// <summary>The longest text whose digits are collected on the stack.</summary>
    private const int MaxOnStack = 64;

    /// <summary>The most numbers in one cell that are compared with each other.</summary>
    private const int MaxNumbers = 4;

    public static WrittenNumber Parse(string text, CountryCodeMark mark)
    {
        var signs = NumberSigns.Of(text);
        return signs is { HasDigits: true, HasOther: false, IsMasked: false } && text.AsSpan().IndexOfAny('.', '\n') < 0
            ? Digits(text, mark)
            : ParseOther(text, signs, mark);
    }

    /// <summary>The spellings that most numbers don't have.</summary>
    private static WrittenNumber ParseOther(string text, NumberSigns signs, CountryCodeMark mark)
    {
        if (!signs.HasDigits)
        {
            return WithoutDigits(signs);
        }

        if (WithLostDigits(text, signs) is { } lost)
        {
            return lost;
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

        var numbers = Joined(plain.Text);
        return numbers.Count == 1 ? Labeled(numbers[0], mark) : Several(numbers, mark);
    }

    /// <summary>Several texts that each hold digits.</summary>
    public static WrittenNumber Several(IReadOnlyList<string> numbers, CountryCodeMark mark) =>
        numbers.Count <= MaxNumbers
            ? WrittenNumber.OfSeveral(numbers, mark)
            : new Refusal(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers);

    /// <summary>The refusal of the character at an index.</summary>
    public static Refusal Unexpected(string text, int index) =>
        new(
            NumberReason.UnexpectedCharacters,
            Text.NumberAdvice_UnexpectedCharacters,
            char.IsSurrogatePair(text, index) ? text.Substring(index, 2) : text[index].ToString()
        );

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

    /// <summary>The refusal of a text in which digits are missing or belong to an extension; null for any other text.</summary>
    private static Refusal? WithLostDigits(string text, NumberSigns signs)
    {
        if (SpreadsheetNumber.IsScientific(text))
        {
            return new Refusal(NumberReason.ScientificNotation, Text.NumberAdvice_ScientificNotation);
        }

        if (signs.IsMasked)
        {
            return new Refusal(NumberReason.Placeholder, Text.NumberAdvice_Placeholder);
        }

        return signs.HasOther && Patterns.Extension.IsMatch(text) ? new Refusal(NumberReason.Extension, Text.NumberAdvice_Extension) : null;
    }

    /// <summary>The parts of a cell that have digits. If only one has, it is the whole cell, unless the other parts are blank.</summary>
    private static List<string> Joined(string text)
    {
        var numbers = new List<string>();
        var hasLabel = false;
        foreach (var part in Patterns.BetweenNumbers.Split(text))
        {
            if (NumberSigns.CountDigits(part) > 0)
            {
                numbers.Add(part.Trim());
            }
            else
            {
                hasLabel |= part.Trim().Length > 0;
            }
        }

        return numbers.Count == 1 && hasLabel ? [text] : numbers;
    }

    private static WrittenNumber Labeled(string text, CountryCodeMark mark) =>
        NumberSigns.Of(text).HasOther ? LabeledNumber.Parse(text, mark) : Digits(text, mark);

    private static WrittenNumber Digits(string text, CountryCodeMark mark)
    {
        var digits = text.Length <= MaxOnStack ? stackalloc char[MaxOnStack] : new char[text.Length];
        var count = 0;
        var all = NumberSigns.CountDigits(text);
        var couldBeTwo = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case >= '0' and <= '9':
                    digits[count++] = c;
                    break;
                case '+' when count == 0:
                    mark = CountryCodeMark.Certain;
                    break;
                case '+' when count >= MinDigits:
                    return new Refusal(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers);
                case '-' or '.' when count > 0:
                case '(' or ')':
                    break;
                case ' ':
                    couldBeTwo |= count >= MinDigits && all - count >= MinDigits;
                    break;
                default:
                    return Unexpected(text, i);
            }
        }

        return new WrittenNumber(digits[..count].ToString(), mark, couldBeTwo);
    }

    /// <summary>A class of its own, because most numbers are read without any pattern.</summary>
    private static class Patterns
    {
        private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

        /// <summary>In English and Indonesian: <c>x12</c>, <c>ext. 12</c>, <c>#12</c>, <c>;ext=12</c> (RFC 3966), <c>pesawat 12</c>.</summary>
        public static readonly Regex Extension = new(
            @"[0-9][ ().,-]*(?:;ext=|;?(?:extension|extn?|ekst(?:ensi)?|pesawat|pes|psw|x|#)[ .:=]*)[0-9]{1,7}(?![0-9])",
            Options,
            Regex.InfiniteMatchTimeout
        );

        /// <summary>The marks and words between two numbers in a cell, in English and Indonesian; <c>:::</c> is Google Contacts'.</summary>
        public static readonly Regex BetweenNumbers = new(
            @":{2,}|[/\\,;|&\n]|(?<![a-z])(?:atau|dan|serta|or|and)(?![a-z])",
            Options,
            Regex.InfiniteMatchTimeout
        );
    }
}
