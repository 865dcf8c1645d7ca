namespace Kirimy.Client.PhoneNumbers;

/// <summary>The digits of a phone number as written, before they are validated by a numbering plan; or the refusal.</summary>
internal readonly record struct WrittenNumber(string Digits, CountryCodeMark Mark)
{
    /// <summary>Whether a space separates two groups of digits that are each long enough for a number.</summary>
    public bool CouldBeTwo { get; init; }

    /// <summary>The texts of several numbers in one cell: valid only if all of them are the same number. Null for one number.</summary>
    public IReadOnlyList<string>? Several { get; init; }

    /// <summary>Parts of the text that may be the whole number, because the other digits are next to a label.</summary>
    public IReadOnlyList<string>? Alternatives { get; init; }

    public Refusal? Refusal { get; private init; }

    public static implicit operator WrittenNumber(Refusal refusal) => new(string.Empty, default) { Refusal = refusal };

    public static WrittenNumber Parse(string? input)
    {
        if (string.IsNullOrEmpty(input))
        {
            return new Refusal(NumberReason.Empty, Text.NumberAdvice_Empty);
        }

        return FoldedText.Of(input!) is { } text
            ? NumberAddress.Parse(RemoveQuotes(text))
            : new Refusal(NumberReason.UnexpectedCharacters, Text.NumberAdvice_RightToLeft);
    }

    /// <summary>Removes the marks that keep a spreadsheet from reading it as a quantity: <c>="0812…"</c>, quotes, an apostrophe.</summary>
    private static string RemoveQuotes(string text)
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

/// <summary>The evidence that the digits of a written number begin with a country code.</summary>
internal enum CountryCodeMark
{
    /// <summary>No evidence: the digits themselves and the region decide.</summary>
    None,

    /// <summary>A plus, or one of WhatsApp's own addresses, which only programs write.</summary>
    Certain,

    /// <summary>A link to a chat: it should begin with a country code, but people often omit it.</summary>
    Link,
}
