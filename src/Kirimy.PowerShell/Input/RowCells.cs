using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Reads the cells of rows, one row at a time. Headings are cached, because the rows of a file have the same columns; they are read again
/// if the columns change. Not thread-safe.
/// </summary>
/// <param name="numberColumn">The column with the phone number, if the user specified it; null to choose it.</param>
/// <param name="region">The country of phone numbers without a country code.</param>
internal sealed class RowCells(string? numberColumn = null, string region = PhoneRegion.Indonesia)
{
    private readonly List<PSPropertyInfo> properties = [];
    private readonly List<object?> values = [];
    private readonly Dictionary<RowColumn, int> indices = [];
    private string[] names = [];
    private NumberColumns? numbers;
    private Func<int, string?>? numberAt;
    private bool isDictionary;
    private bool hasWarned;

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

            UpdateNames(keys, keys.Count, static (all, index) => all[index]);
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

        UpdateNames(properties, properties.Count, static (all, index) => all[index].Name);
    }

    /// <summary>Reads the cell of a column that controls a send.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cell">Its text; null if the cell is empty or can't be read.</param>
    /// <returns>Whether the row has such a column.</returns>
    public bool TryRead(RowColumn column, out string? cell)
    {
        var index = IndexOf(column);
        cell = index < 0 ? null : CellAt(index);
        return index >= 0;
    }

    /// <summary>The heading of such a column; null if the row doesn't have it.</summary>
    public string? NameOf(RowColumn column) => IndexOf(column) is var index and >= 0 ? names[index] : null;

    /// <summary>Chooses the column of the row's phone number.</summary>
    public NumberChoice ChooseNumber()
    {
        numbers ??= numberColumn is null ? NumberColumns.Of(names) : NumberColumns.Named(numberColumn, names);
        return numbers.Choose(numberAt ??= NumberAt, region);
    }

    /// <summary>Warns once if other columns contain phone numbers as well, unless the user specified the column.</summary>
    public void WarnAboutOtherNumbers(NumberChoice choice, Action<string> warn)
    {
        if (hasWarned || numberColumn is not null)
        {
            return;
        }

        var others = numbers!.Others(choice.Column, numberAt!, region).Select(index => names[index]).ToList();
        if (others.Count > 0)
        {
            hasWarned = true;
            warn(Text.Input_NumberColumn.With(names[choice.Column], string.Join(", ", others)));
        }
    }

    /// <summary>The error of a row with two equally likely phone numbers; null if the choice is clear.</summary>
    public string? DescribeAmbiguity(NumberChoice choice) =>
        choice.Rival is { } rival ? Text.Input_TwoNumbers.With(names[choice.Column], names[rival]) : null;

    private int IndexOf(RowColumn column)
    {
        if (!indices.TryGetValue(column, out var index))
        {
            indices.Add(column, index = column.IndexIn(names));
        }

        return index;
    }

    private string? CellAt(int index) => isDictionary ? CellText.Of(values[index]) : RowColumn.Cell(properties[index], CellText.Of);

    private string? NumberAt(int index) => isDictionary ? NumberText.Of(values[index]) : RowColumn.Cell(properties[index], NumberText.Of);

    /// <summary>Reads the headings again if they changed.</summary>
    private void UpdateNames<T>(T columns, int count, Func<T, int, string> nameAt)
    {
        var isSame = count == names.Length;
        for (var index = 0; isSame && index < count; index++)
        {
            isSame = string.Equals(nameAt(columns, index), names[index], StringComparison.Ordinal);
        }

        if (!isSame)
        {
            names = [.. Enumerable.Range(0, count).Select(index => nameAt(columns, index))];
            indices.Clear();
            numbers = null;
        }
    }
}
