using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>
/// Finds the header among a file's first rows. Reports have a title above it: a later row is the header if it has a number column, no
/// number, and more cells than anything above it.
/// </summary>
internal static class HeaderSearch
{
    /// <summary>How many rows are looked at.</summary>
    public const int MaxRows = 20;

    /// <summary>A heading with a whole paragraph of instructions in it is shorter.</summary>
    private const int MaxHeadingLength = 400;

    /// <summary>Finds the header.</summary>
    /// <param name="rows">The file's first rows, without those that are empty.</param>
    /// <param name="numberColumn">The name of the number column, if it's specified.</param>
    /// <returns>Its position among the rows; -1 if none of them has a number column.</returns>
    public static int Find(IReadOnlyList<string[]> rows, string? numberColumn)
    {
        var found = -1;
        var most = 0;
        for (var i = 0; i < rows.Count && i < MaxRows; i++)
        {
            var filled = rows[i].Count(cell => !string.IsNullOrWhiteSpace(cell));
            if ((found < 0 ? filled >= most : filled > most) && IsHeader(rows[i], numberColumn))
            {
                found = i;
            }

            most = Math.Max(most, filled);
        }

        return found;
    }

    /// <summary>Whether a row is one of data: a number alone stands in a cell. A title may name the shop's own number among words.</summary>
    public static bool IsData(string[] row) => row.Any(cell => !cell.Any(char.IsLetter) && PhoneNumberReader.Read(cell).IsValid);

    /// <summary>Whether any cell holds as many digits as a phone number: what must not be skipped as a title in an opt-out list.</summary>
    public static bool HasNumber(string[] row) => row.Any(cell => cell.Count(char.IsDigit) >= NumberCell.MinDigits);

    private static bool IsHeader(string[] row, string? numberColumn) =>
        (
            numberColumn is null
                ? row.Any(cell => cell.Length is > 0 and <= MaxHeadingLength && NumberColumns.IsNumberHeading(cell))
                : ColumnName.Find(numberColumn, row) >= 0
        ) && !IsData(row);
}
