namespace Kirimy;

/// <summary>The codes in <see cref="NumberResult.Reason"/>. A code never changes its meaning; new ones may be added.</summary>
public static class NumberReason
{
    /// <summary>There is nothing to read.</summary>
    public const string Empty = "EMPTY";

    /// <summary>There is text, a link or an address, and no phone number in it.</summary>
    public const string NoNumber = "NO_NUMBER";

    /// <summary>A row has none of the columns that a number is read from.</summary>
    public const string NoNumberColumn = "NO_NUMBER_COLUMN";

    /// <summary>A spreadsheet turned the number into scientific notation (<c>6.28123E+12</c>): digits are lost.</summary>
    public const string ScientificNotation = "SCIENTIFIC_NOTATION";

    /// <summary>Letters stand among the digits.</summary>
    public const string Letters = "LETTERS";

    /// <summary>An extension follows the number.</summary>
    public const string Extension = "EXTENSION";

    /// <summary>More than one number stands in the cell.</summary>
    public const string SeveralNumbers = "SEVERAL_NUMBERS";

    /// <summary>A placeholder such as <c>62xxxxxxxxxxx</c>, or a number of which a part is masked or cut off.</summary>
    public const string Placeholder = "PLACEHOLDER";

    /// <summary>The address or the invitation of a WhatsApp group.</summary>
    public const string GroupAddress = "GROUP_ADDRESS";

    /// <summary>It can be read as more than one number, and only its writer knows which was meant.</summary>
    public const string Ambiguous = "AMBIGUOUS";

    /// <summary>Fewer digits than any number of the country has.</summary>
    public const string TooShort = "TOO_SHORT";

    /// <summary>More digits than any number of the country has.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>A country code that no country has.</summary>
    public const string InvalidCountryCode = "INVALID_COUNTRY_CODE";

    /// <summary>Not a number of the country's numbering plan.</summary>
    public const string NotInNumberingPlan = "NOT_IN_NUMBERING_PLAN";

    /// <summary>Characters that no phone number is written with.</summary>
    public const string UnexpectedCharacters = "UNEXPECTED_CHARACTERS";
}
