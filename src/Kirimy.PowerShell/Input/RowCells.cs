using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Reads the cells of rows, one row at a time. Headings are cached, because the rows of a file have the same columns, and read again if the
/// columns change. Not thread-safe.
/// </summary>
/// <param name="numberColumn">The column with the phone number, if the user specified it; null to choose it.</param>
/// <param name="region">The country of phone numbers without a country code.</param>
internal sealed class RowCells(string? numberColumn = null, string region = PhoneRegion.Indonesia)
{
    private readonly List<PSPropertyInfo> properties = [];
    private readonly List<object?> values = [];
    private readonly Dictionary<RowColumn, int> places = [];
    private string[] names = [];
    private NumberColumns? numbers;
    private Func<int, string?>? numberAt;
    private bool isDictionary;

    /// <summary>
    /// Whether the row is an empty row of a spreadsheet: only empty text cells. A row whose cells are all null isn't, because no
    /// file has such a row.
    /// </summary>
    public bool IsEmptyLine
    {
        get
        {
            var hasText = false;
            foreach (var property in properties)
            {
                if (property is not PSNoteProperty { Value: null or string } note || !string.IsNullOrWhiteSpace(note.Value as string))
                {
                    return false;
                }

                hasText |= note.Value is not null;
            }

            return hasText;
        }
    }

    /// <summary>Opens a row.</summary>
    public void Open(PSObject row)
    {
        properties.Clear();
        values.Clear();
        isDictionary = row.BaseObject is IDictionary;
        if (row.BaseObject is IDictionary dictionary)
        {
            var keys = new List<string>(dictionary.Count);
            foreach (DictionaryEntry entry in dictionary)
            {
                keys.Add(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty);
                values.Add(entry.Value);
            }

            Rename(keys, keys.Count, static (all, place) => all[place]);
            return;
        }

        // One enumeration is faster than ten lookups by name.
        foreach (var property in row.Properties)
        {
            if (!CopiedObject.IsOldName(row, property))
            {
                properties.Add(property);
            }
        }

        Rename(properties, properties.Count, static (all, place) => all[place].Name);
    }

    /// <summary>Reads the cell of a column that controls a send.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cell">Its text; null if the cell is empty or can't be read.</param>
    /// <returns>Whether the row has such a column.</returns>
    public bool TryRead(RowColumn column, out string? cell)
    {
        var place = PlaceOf(column);
        cell = place < 0 ? null : CellAt(place);
        return place >= 0;
    }

    /// <summary>The heading of such a column; null if the row doesn't have it.</summary>
    public string? NameOf(RowColumn column) => PlaceOf(column) is var place and >= 0 ? names[place] : null;

    /// <summary>Chooses the column of the row's phone number.</summary>
    public NumberChoice ChooseNumber()
    {
        numbers ??= numberColumn is null ? NumberColumns.Of(names) : NumberColumns.Named(numberColumn, names);
        return numbers.Choose(numberAt ??= NumberAt, region);
    }

    /// <summary>The other columns of the row that contain a phone number.</summary>
    public IReadOnlyList<string> OtherNumbers(NumberChoice choice) =>
        [.. numbers!.Others(choice.Column, numberAt!, region).Select(place => names[place])];

    /// <summary>The heading of a column.</summary>
    public string NameAt(int place) => names[place];

    private int PlaceOf(RowColumn column)
    {
        if (!places.TryGetValue(column, out var place))
        {
            places.Add(column, place = column.IndexIn(names));
        }

        return place;
    }

    private string? CellAt(int place) => isDictionary ? CellText.Of(values[place]) : RowColumn.Cell(properties[place], CellText.Of);

    private string? NumberAt(int place) => isDictionary ? NumberText.Of(values[place]) : RowColumn.Cell(properties[place], NumberText.Of);

    /// <summary>Reads the headings again if they changed.</summary>
    private void Rename<T>(T columns, int count, Func<T, int, string> nameAt)
    {
        var isSame = count == names.Length;
        for (var place = 0; isSame && place < count; place++)
        {
            isSame = string.Equals(nameAt(columns, place), names[place], StringComparison.Ordinal);
        }

        if (!isSame)
        {
            names = [.. Enumerable.Range(0, count).Select(place => nameAt(columns, place))];
            places.Clear();
            numbers = null;
        }
    }
}
