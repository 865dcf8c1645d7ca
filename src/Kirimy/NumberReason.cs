namespace Kirimy;

/// <summary>The codes in <see cref="NumberResult.Reason"/>. A code never changes its meaning; new ones may be added.</summary>
public static class NumberReason
{
    /// <summary>The input is empty.</summary>
    public const string Empty = "EMPTY";

    /// <summary>A text, a link or an address without a phone number of the recipient.</summary>
    public const string NoNumber = "NO_NUMBER";

    /// <summary>A row has no column that a number is read from.</summary>
    public const string NoNumberColumn = "NO_NUMBER_COLUMN";

    /// <summary>A spreadsheet turned the number into scientific notation (<c>6.28123E+12</c>): digits are lost.</summary>
    public const string ScientificNotation = "SCIENTIFIC_NOTATION";

    /// <summary>Letters between the digits, or so close to them that they may replace a digit.</summary>
    public const string Letters = "LETTERS";

    /// <summary>An extension follows the number.</summary>
    public const string Extension = "EXTENSION";

    /// <summary>More than one number in one cell.</summary>
    public const string SeveralNumbers = "SEVERAL_NUMBERS";

    /// <summary>A placeholder such as <c>62xxxxxxxxxxx</c>, or a number of which a part is masked or cut off.</summary>
    public const string Placeholder = "PLACEHOLDER";

    /// <summary>The address or the invitation of a WhatsApp group.</summary>
    public const string GroupAddress = "GROUP_ADDRESS";

    /// <summary>The text could mean more than one number, and only its writer knows which.</summary>
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

    /// <summary>Characters that no phone number is written with.</summary>
    public const string UnexpectedCharacters = "UNEXPECTED_CHARACTERS";
}
