using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>The column that a row's number is read from.</summary>
/// <param name="Column">Its position in the row, from 0; -1 if the row has no number column.</param>
/// <param name="Text">What is read as the number: the text of its cell; null for nothing.</param>
/// <param name="Rival">
/// The position of a column that has as much right to be chosen and holds another valid number, so that neither is; null for none.
/// </param>
public readonly record struct NumberChoice(int Column, string? Text, int? Rival = null)
{
    private readonly NumberResult? number;

    /// <summary>A choice whose number was read to make it.</summary>
    internal NumberChoice(int column, string? text, int? rival, NumberResult? number)
        : this(column, text, rival) => this.number = number;

    /// <summary>What the number is.</summary>
    /// <param name="region">The country of numbers written without a country code, as when the column was chosen.</param>
    public NumberResult Read(string region) => number ?? PhoneNumberReader.Read(Text, region);

    /// <summary>Whether two columns hold different numbers, and only the user knows which is meant.</summary>
    public bool IsAmbiguous => Rival is not null;
}
