namespace Kirimy.Client.PhoneNumbers;

/// <summary>The digits of a number as they were written, and what was written around them.</summary>
/// <remarks>Knows how numbers are written, and nothing of which numbers there are.</remarks>
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

    /// <summary>The digits 0 to 9, at least one; empty when it is refused.</summary>
    public string Digits { get; }

    /// <summary>What says that the digits begin with a country code.</summary>
    public CountryCodeMark Mark { get; }

    /// <summary>Whether a space stands where one number could end and another begin.</summary>
    public bool CouldBeTwo { get; }

    /// <summary>Why it is refused, or null.</summary>
    public Refusal? Refusal { get; }

    public static implicit operator WrittenNumber(Refusal refusal) => new(refusal);

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
    /// The text without what keeps a spreadsheet from taking it for a number: <c>="0812…"</c>, quotes, a leading apostrophe.
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
