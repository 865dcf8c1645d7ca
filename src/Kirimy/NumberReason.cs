namespace Kirimy;

/// <summary>The codes in <see cref="NumberResult.Reason"/>.</summary>
public static class NumberReason
{
    /// <summary>There is nothing to read.</summary>
    public const string Empty = "EMPTY";

    /// <summary>A spreadsheet turned the number into scientific notation (<c>6.28123E+12</c>): digits are lost.</summary>
    public const string ScientificNotation = "SCIENTIFIC_NOTATION";

    /// <summary>Letters stand among the digits.</summary>
    public const string Letters = "LETTERS";

    /// <summary>An extension follows the number.</summary>
    public const string Extension = "EXTENSION";

    /// <summary>More than one number stands in the cell.</summary>
    public const string SeveralNumbers = "SEVERAL_NUMBERS";

    /// <summary>A placeholder such as <c>62xxxxxxxxxxx</c>.</summary>
    public const string Placeholder = "PLACEHOLDER";

    /// <summary>Fewer digits than any number of the country has.</summary>
    public const string TooShort = "TOO_SHORT";

    /// <summary>More digits than any number of the country has.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>Not a number of the country's numbering plan.</summary>
    public const string NotInNumberingPlan = "NOT_IN_NUMBERING_PLAN";

    /// <summary>Characters that no phone number is written with.</summary>
    public const string UnexpectedCharacters = "UNEXPECTED_CHARACTERS";
}
