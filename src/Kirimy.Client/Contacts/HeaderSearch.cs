using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>Finds the header, maybe below a title: it has a number column, no number, and more cells than any row above.</summary>
internal static class HeaderSearch
{
    public const int MaxRows = 20;

    /// <summary>Even a heading with a paragraph of instructions is shorter.</summary>
    private const int MaxHeadingLength = 400;

    /// <summary>The position of the header among rows that aren't empty; -1 if none of them has a number column.</summary>
    public static int Find(IReadOnlyList<string[]> rows, string? numberColumn)
    {
        var found = -1;
        var most = 0;
        for (var i = 0; i < rows.Count && i < MaxRows; i++)
        {
            var filled = rows[i].Count(cell => !string.IsNullOrWhiteSpace(cell));
            if ((found < 0 ? filled >= most : filled > most) && HasNumberColumn(rows[i], numberColumn) && !IsData(rows[i]))
            {
                found = i;
            }

            most = Math.Max(most, filled);
        }

        return found;
    }

    /// <summary>Whether a cell is a number and nothing else. A title may contain the shop's own number between words.</summary>
    public static bool IsData(string[] row) => row.Any(cell => !cell.Any(char.IsLetter) && PhoneNumberReader.Read(cell).IsValid);

    /// <summary>An opt-out list must not skip such a row as a title.</summary>
    public static bool HasNumber(string[] row) => row.Any(cell => cell.Count(char.IsDigit) >= NumberCell.MinDigits);

    public static bool HasNumberColumn(string[] row, string? numberColumn) =>
        numberColumn is null
            ? row.Any(cell => cell.Length is > 0 and <= MaxHeadingLength && NumberColumns.IsNumberHeading(cell))
            : ColumnName.Find(numberColumn, row) >= 0;
}
