namespace Kirimy;

/// <summary>The outcome of reading a phone number.</summary>
/// <remarks>No property has a name that Send-KirimyMessage accepts as a text, so a piped result isn't sent as a text.</remarks>
public sealed class NumberResult
{
    internal NumberResult() { }

    /// <summary>The number as written.</summary>
    public string? Input { get; internal init; }

    /// <summary>Whether Kirimy can send to the number: it is valid and Indonesian.</summary>
    public bool IsValid { get; internal init; }

    /// <summary>The number in the service's form, digits with the country code (<c>62…</c>); null if Kirimy can't send to it.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The number in E.164, with the plus, also of a foreign number; null if the input isn't a number.</summary>
    public string? E164 { get; internal init; }

    /// <summary>The kind of line.</summary>
    public NumberKind Kind { get; internal init; }

    /// <summary>The network that first had the number, if the numbering plan contains it. In some countries numbers are portable.</summary>
    public string? Carrier { get; internal init; }

    /// <summary>The reason that Kirimy can't send to it, one of <see cref="NumberReason"/>; null if it can.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The problem and the recommended action; also a warning about a valid number, such as a landline.</summary>
    public string? Advice { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => E164 ?? Input ?? string.Empty;
}

/// <summary>The kind of a phone line.</summary>
public enum NumberKind
{
    /// <summary>Neither a mobile nor a landline, or unknown in the numbering plan.</summary>
    Other,

    /// <summary>A mobile number.</summary>
    Mobile,

    /// <summary>A landline. It can have WhatsApp Business.</summary>
    Landline,
}

/// <summary>The codes in <see cref="NumberResult.Reason"/>. A code never changes its meaning; new ones may be added.</summary>
public static class NumberReason
{
    /// <summary>The input is empty.</summary>
    public const string Empty = "EMPTY";

    /// <summary>A text, a link or an address without a phone number of the recipient.</summary>
    public const string NoNumber = "NO_NUMBER";

    /// <summary>The row has no number column.</summary>
    public const string NoNumberColumn = "NO_NUMBER_COLUMN";

    /// <summary>A spreadsheet turned the number into scientific notation (<c>6.28123E+12</c>): digits are lost.</summary>
    public const string ScientificNotation = "SCIENTIFIC_NOTATION";

    /// <summary>Letters between the digits or next to them, where they may replace a digit.</summary>
    public const string Letters = "LETTERS";

    /// <summary>An extension follows the number.</summary>
    public const string Extension = "EXTENSION";

    /// <summary>More than one number in one cell.</summary>
    public const string SeveralNumbers = "SEVERAL_NUMBERS";

    /// <summary>A placeholder such as <c>62xxxxxxxxxxx</c>, or a number that is partly masked or cut off.</summary>
    public const string Placeholder = "PLACEHOLDER";

    /// <summary>The address or the invitation of a WhatsApp group.</summary>
    public const string GroupAddress = "GROUP_ADDRESS";

    /// <summary>The text could mean more than one number.</summary>
    public const string Ambiguous = "AMBIGUOUS";

    /// <summary>Fewer digits than any number of the country has.</summary>
    public const string TooShort = "TOO_SHORT";

    /// <summary>More digits than any number of the country has.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>A country code that doesn't exist.</summary>
    public const string InvalidCountryCode = "INVALID_COUNTRY_CODE";

    /// <summary>A valid number of another country. Kirimy sends only to Indonesian numbers.</summary>
    public const string ForeignNumber = "FOREIGN_NUMBER";

    /// <summary>Not a number of the country's numbering plan.</summary>
    public const string NotInNumberingPlan = "NOT_IN_NUMBERING_PLAN";

    /// <summary>Characters that phone numbers don't have.</summary>
    public const string UnexpectedCharacters = "UNEXPECTED_CHARACTERS";
}
