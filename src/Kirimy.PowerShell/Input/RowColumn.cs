using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;

namespace Kirimy.PowerShell.Input;

/// <summary>A value that a row may have, and the possible names of its column, case-insensitive; the first one found is used.</summary>
internal sealed class RowColumn
{
    /// <summary>The maximum number of columns that an error names.</summary>
    private const int MostNamed = 12;

    /// <summary>The delimiters of files that were read with another one.</summary>
    private static readonly string[] Delimiters = [";", "\t", "|"];

    private readonly string[] names;
    private readonly Func<string> what;

    private RowColumn(Func<string> what, params string[] names)
    {
        this.what = what;
        this.names = names;
    }

    /// <summary>The text of the message.</summary>
    public static RowColumn Message { get; } = new(() => Text.RowColumn_Message, "message", "text", "body", "pesan", "isi");

    /// <summary>The session that sends it.</summary>
    public static RowColumn Session { get; } = Optional("session_id", "sessionid");

    /// <summary>
    /// The idempotency key of the message. Only these names: a column <c>key</c> or <c>id</c> numbers the rows of one file as it does those
    /// of the next, whose messages would be taken for sent.
    /// </summary>
    public static RowColumn Key { get; } = Optional("message_key", "messagekey", "idempotency_key", "idempotencykey");

    /// <summary>The name of the recipient.</summary>
    public static RowColumn PersonName { get; } = Optional([.. ColumnName.OfPerson]);

    /// <summary>The row of the file that a row was read from.</summary>
    public static RowColumn RowNumber { get; } = Optional("row_number", "rownumber");

    /// <summary>The file that a row was read from.</summary>
    public static RowColumn SourceFile { get; } = Optional("source_file", "sourcefile");

    /// <summary>The batch of an earlier message.</summary>
    public static RowColumn Batch { get; } = Optional("batch_id", "batchid");

    /// <summary>
    /// Whether a row tells of an earlier message: a result, a record, a preview or a line of a report, live or deserialized. All of them,
    /// and no list of contacts, have both a batch and a key.
    /// </summary>
    public static bool IsEarlierMessage(RowCells cells) => cells.TryRead(Batch, out _) && cells.TryRead(Key, out _);

    /// <summary>A column that no row needs, and no error asks for.</summary>
    private static RowColumn Optional(params string[] names) => new(static () => string.Empty, names);

    /// <summary>The cell of any column.</summary>
    /// <param name="row">A row: an object with properties, or a dictionary.</param>
    /// <param name="name">Its name, in any case and with or without what people put between words.</param>
    /// <returns>Its value as a template takes it; null when it is empty, can't be read, or is not there.</returns>
    public static object? Read(PSObject row, string name)
    {
        if (row.BaseObject is IDictionary dictionary)
        {
            var keys = dictionary.Keys.Cast<object>().ToList();
            var key = ColumnName.Find(name, keys.ConvertAll(Name));
            return key < 0 ? null : CellText.Typed(dictionary[keys[key]]);
        }

        // A built-in property of a contact may hide a column of the file; a template means the column.
        if (row.BaseObject is Contact contact && contact.HiddenCell(name) is { } cell)
        {
            return cell;
        }

        if (row.Properties[name] is { } property)
        {
            return Cell(property, CellText.Typed);
        }

        var columns = row.Properties.ToList();
        var column = ColumnName.Find(name, columns.ConvertAll(c => c.Name));
        return column < 0 ? null : Cell(columns[column], CellText.Typed);
    }

    /// <summary>The refusal of a row without a number column: it names the columns that there are.</summary>
    /// <param name="row">The row.</param>
    /// <param name="code">The error code.</param>
    /// <param name="numberColumn">The column that the user specified; null if none was.</param>
    public static KirimyException MissingNumber(PSObject row, string code, string? numberColumn)
    {
        var present = Shown(row);
        if (Joined(present, code) is { } joined)
        {
            return joined;
        }

        var columns = present.Count == 0 ? Text.RowColumn_None : Text.RowColumn_Present.With(string.Join(", ", present));
        var text = numberColumn is null ? Text.RowColumn_NoNumber : Text.RowColumn_NotFound.With(numberColumn);

        // Import-Csv names columns without a heading H1, H2: most often a title is in the first line.
        var isTitle = numberColumn is null && present.Exists(name => name is "H1" or "H2");
        return new KirimyException(code, text + " " + columns + (isTitle ? " " + Text.RowColumn_Title : string.Empty));
    }

    /// <summary>The refusal of a row that has no such column: it names the columns that there are and those that were looked for.</summary>
    public KirimyException Missing(PSObject row, string code)
    {
        var present = Shown(row);
        if (Joined(present, code) is { } joined)
        {
            return joined;
        }

        var text = present.Count == 0 ? Text.RowColumn_MissingInEmptyRow : Text.RowColumn_Missing;
        return new KirimyException(code, text.With(what(), string.Join(", ", names), string.Join(", ", present)));
    }

    /// <summary>The sentence that names a row's columns, where one that is asked for is not among them; null where all are there.</summary>
    public static string? Others(PSObject row, IEnumerable<string> names)
    {
        var present = Names(row).ToList();
        return names.All(name => ColumnName.Find(name, present) >= 0)
            ? null
            : Text.RowColumn_Present.With(string.Join(", ", ColumnsOf(row)));
    }

    /// <summary>The refusal of a row whose one column is several that weren't separated.</summary>
    private static KirimyException? Joined(List<string> present, string code) =>
        present.Count == 1 && Delimiters.FirstOrDefault(d => present[0].Contains(d)) is { } delimiter
            ? new KirimyException(code, Text.RowColumn_Delimiter.With(present[0], delimiter))
            : null;

    /// <summary>The names of a row's columns, as many as an error has room for.</summary>
    private static List<string> Shown(PSObject row)
    {
        var present = ColumnsOf(row).Take(MostNamed + 1).ToList();
        if (present.Count > MostNamed)
        {
            present[MostNamed] = Text.RowColumn_More;
        }

        return present;
    }

    /// <summary>The columns as a person knows them: of a contact those of its file, and not its own properties.</summary>
    private static IEnumerable<string> ColumnsOf(PSObject row) => row.BaseObject is Contact contact ? contact.FileColumns : Names(row);

    /// <summary>Whether a row has a column of a name, in any case and with or without what people put between words.</summary>
    public static bool Exists(PSObject row, string name) => ColumnName.Find(name, Names(row).ToList()) >= 0;

    private static IEnumerable<string> Names(PSObject row) =>
        row.BaseObject is IDictionary dictionary
            ? dictionary.Keys.Cast<object>().Select(Name)
            : row.Properties.Select(property => property.Name);

    private static string Name(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The column's position among those of a row; -1 if it isn't there.</summary>
    public int IndexIn(IReadOnlyList<string> columns) => ColumnName.FindFirst(names, columns);

    /// <summary>The value of a cell; null if the cell is empty or can't be read.</summary>
    public static T? Cell<T>(PSPropertyInfo property, Func<object?, T?> read)
        where T : class
    {
        try
        {
            return read(property.Value);
        }
        catch (GetValueException)
        {
            // A computed column whose script fails has nothing for this row; the row is refused as one with an empty cell.
            return null;
        }
    }
}
