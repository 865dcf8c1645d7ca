namespace Kirimy.Client.PhoneNumbers;

/// <summary>The digits of a phone number as they were written, before a numbering plan judges them.</summary>
internal readonly struct WrittenNumber
{
    public WrittenNumber(string digits, CountryCodeMark mark, bool couldBeTwo)
    {
        Digits = digits;
        Mark = mark;
        CouldBeTwo = couldBeTwo;
    }

    private WrittenNumber(Refusal refusal)
    {
        Digits = string.Empty;
        Refusal = refusal;
    }

    /// <summary>The digits 0 to 9, at least one; empty if the text is refused or holds several numbers.</summary>
    public string Digits { get; }

    /// <summary>The evidence that the digits begin with a country code.</summary>
    public CountryCodeMark Mark { get; }

    /// <summary>Whether a space separates two groups of digits that are each long enough to be a number.</summary>
    public bool CouldBeTwo { get; }

    /// <summary>The texts of several numbers in one cell: valid only if all of them are the same number. Null for one number.</summary>
    public IReadOnlyList<string>? Several { get; private init; }

    /// <summary>Parts of the text that could be the whole number, because a label stands beside the other digits. Null for none.</summary>
    public IReadOnlyList<string>? Alternatives { get; init; }

    /// <summary>The reason that the text is refused, or null.</summary>
    public Refusal? Refusal { get; }

    public static implicit operator WrittenNumber(Refusal refusal) => new(refusal);

    /// <summary>Several numbers that are joined in one cell.</summary>
    public static WrittenNumber OfSeveral(IReadOnlyList<string> numbers, CountryCodeMark mark) =>
        new(string.Empty, mark, couldBeTwo: false) { Several = numbers };

    /// <summary>Takes a written number apart.</summary>
    public static WrittenNumber Parse(string? input)
    {
        if (string.IsNullOrEmpty(input))
        {
            return new Refusal(NumberReason.Empty, Text.NumberAdvice_Empty);
        }

        if (FoldedText.Of(input!) is not { } text)
        {
            return new Refusal(NumberReason.UnexpectedCharacters, Text.NumberAdvice_RightToLeft);
        }

        var address = NumberAddress.Parse(Unquoted(text));
        return address.Refusal is { } refusal ? refusal : NumberSpelling.Parse(address.Text, address.Mark);
    }

    /// <summary>
    /// The text without the marks that keep a spreadsheet from reading it as a quantity: <c>="0812…"</c>, quotes, a leading apostrophe.
    /// </summary>
    private static string Unquoted(string text)
    {
        if (text.StartsWith("=\"", StringComparison.Ordinal))
        {
            text = text[1..];
        }

        if (text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'')
        {
            text = text[1..^1];
        }

        return (text.Length > 0 && text[0] == '\'' ? text[1..] : text).Trim(' ', '\n');
    }
}
