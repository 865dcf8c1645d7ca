using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;

namespace Kirimy.PowerShell.Input;

/// <summary>A column that rows may have, with its alternative names in order of precedence. Names are case-insensitive.</summary>
internal sealed class RowColumn
{
    /// <summary>The maximum number of columns that an error lists.</summary>
    private const int MaxNames = 12;

    /// <summary>Delimiters to look for in a file that was read with another one.</summary>
    private static readonly string[] Delimiters = [";", "\t", "|"];

    private readonly string[] names;
    private readonly Func<string> description;

    private RowColumn(Func<string> description, params string[] names)
    {
        this.description = description;
        this.names = names;
    }

    /// <summary>The text of the message.</summary>
    public static RowColumn Message { get; } = new(() => Text.RowColumn_Message, "message", "text", "body", "pesan", "isi");

    /// <summary>The WhatsApp session to send from.</summary>
    public static RowColumn Session { get; } = Optional("session_id", "sessionid");

    /// <summary>
    /// The idempotency key of the message. Only these names: columns such as <c>key</c> and <c>id</c> often number the rows of every file
    /// alike, and messages of the next file would be treated as sent.
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
    /// Whether a row is about an earlier message: a result, a record, a preview or a line of a report, live or copied. All of them,
    /// but no list of contacts, have both a batch and a message key.
    /// </summary>
    public static bool IsEarlierMessage(RowCells cells) => cells.TryRead(Batch, out _) && cells.TryRead(Key, out _);

    /// <summary>An optional column.</summary>
    private static RowColumn Optional(params string[] names) => new(static () => string.Empty, names);

    /// <summary>The cell of any column.</summary>
    /// <param name="row">A row: an object with properties, or a dictionary.</param>
    /// <param name="name">Its name; case and word separators are ignored.</param>
    /// <returns>Its value for a template; null if it is empty, can't be read or doesn't exist.</returns>
    public static object? Read(PSObject row, string name)
    {
        if (row.BaseObject is IDictionary dictionary)
        {
            var keys = dictionary.Keys.Cast<object>().ToList();
            var key = ColumnName.Find(name, keys.ConvertAll(Name));
            return key < 0 ? null : CellText.Typed(dictionary[keys[key]]);
        }

        // A property of Contact may hide a column; a template uses the column of the file.
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

    /// <summary>The error of a row without a number column. It lists the row's columns.</summary>
    /// <param name="row">The row.</param>
    /// <param name="code">The error code.</param>
    /// <param name="numberColumn">The column that the user specified; null if none was.</param>
    public static KirimyException CreateMissingNumberError(PSObject row, string code, string? numberColumn)
    {
        var present = ListNames(row);
        if (CheckDelimiter(present, code) is { } delimiterError)
        {
            return delimiterError;
        }

        var columns = present.Count == 0 ? Text.RowColumn_None : Text.RowColumn_Present.With(string.Join(", ", present));
        var text = numberColumn is null ? Text.RowColumn_NoNumber : Text.RowColumn_NotFound.With(numberColumn);

        // Import-Csv names columns without a heading H1, H2; usually the first line is a title.
        var isTitle = numberColumn is null && present.Exists(name => name is "H1" or "H2");
        return new KirimyException(code, text + " " + columns + (isTitle ? " " + Text.RowColumn_Title : string.Empty));
    }

    /// <summary>The error of a row without such a column. It lists the row's columns and the expected names.</summary>
    public KirimyException CreateMissingError(PSObject row, string code)
    {
        var present = ListNames(row);
        if (CheckDelimiter(present, code) is { } delimiterError)
        {
            return delimiterError;
        }

        var text = present.Count == 0 ? Text.RowColumn_MissingInEmptyRow : Text.RowColumn_Missing;
        return new KirimyException(code, text.With(description(), string.Join(", ", names), string.Join(", ", present)));
    }

    /// <summary>A sentence that lists a row's columns if one of the names is missing; null otherwise.</summary>
    public static string? DescribeMissing(PSObject row, IEnumerable<string> names)
    {
        var present = GetNames(row).ToList();
        return names.All(name => ColumnName.Find(name, present) >= 0)
            ? null
            : Text.RowColumn_Present.With(string.Join(", ", GetVisibleNames(row)));
    }

    /// <summary>The error of a row whose only column contains several that weren't separated.</summary>
    private static KirimyException? CheckDelimiter(List<string> present, string code) =>
        present.Count == 1 && Delimiters.FirstOrDefault(d => present[0].Contains(d)) is { } delimiter
            ? new KirimyException(code, Text.RowColumn_Delimiter.With(present[0], delimiter))
            : null;

    /// <summary>The names of a row's columns, limited to what an error can show.</summary>
    private static List<string> ListNames(PSObject row)
    {
        var present = GetVisibleNames(row).Take(MaxNames + 1).ToList();
        if (present.Count > MaxNames)
        {
            present[MaxNames] = Text.RowColumn_More;
        }

        return present;
    }

    /// <summary>The user's columns: for a contact, those of its file without the properties of Contact.</summary>
    private static IEnumerable<string> GetVisibleNames(PSObject row) =>
        row.BaseObject is Contact contact ? contact.FileColumns : GetNames(row);

    /// <summary>Whether a row has a column of a name; case and word separators are ignored.</summary>
    public static bool Exists(PSObject row, string name) => ColumnName.Find(name, GetNames(row).ToList()) >= 0;

    private static IEnumerable<string> GetNames(PSObject row) =>
        row.BaseObject is IDictionary dictionary
            ? dictionary.Keys.Cast<object>().Select(Name)
            : row.Properties.Select(property => property.Name);

    private static string Name(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The column's position among those of a row; -1 if it isn't there.</summary>
    public int IndexIn(IReadOnlyList<string> columns) => ColumnName.FindFirst(names, columns);

    /// <summary>The value of a cell; null if it is empty or can't be read.</summary>
    public static T? Cell<T>(PSPropertyInfo property, Func<object?, T?> read)
        where T : class
    {
        try
        {
            return read(property.Value);
        }
        catch (GetValueException)
        {
            // A calculated property whose script fails counts as an empty cell.
            return null;
        }
    }
}
