using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>
/// A column of a piped row under any of its usual names. Read from the object itself and not by property-name binding: <c>wa</c>, the
/// dashboard's own name for the number, is an alias of -WarningAction, and a parameter can't have it.
/// </summary>
internal sealed class RowColumns
{
    private readonly string[] names;
    private readonly Dictionary<string, int> ranks;

    private RowColumns(params string[] names)
    {
        this.names = names;
        ranks = names
            .Select((name, rank) => (name, rank))
            .ToDictionary(pair => pair.name, pair => pair.rank, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The recipient.</summary>
    public static RowColumns Number { get; } =
        new("receive", "to", "wa", "whatsapp", "number", "phone", "phonenumber", "mobile", "nomor", "no_hp", "hp", "telepon", "telp");

    /// <summary>The text.</summary>
    public static RowColumns Message { get; } = new("message", "text", "body", "pesan");

    /// <summary>The session that sends.</summary>
    public static RowColumns Session { get; } = new("session_id", "sessionid", "session");

    /// <summary>The names of a row's columns, for a sentence.</summary>
    public static string Describe(PSObject row)
    {
        const int Most = 12;
        var found = ColumnsOf(row).Select(column => column.Name).Take(Most + 1).ToList();
        return found.Count switch
        {
            0 => row.BaseObject.GetType().Name,
            > Most => string.Join(", ", found.Take(Most)) + ", …",
            _ => string.Join(", ", found),
        };
    }

    /// <summary>The value of the first of these columns, in the order of the names, that a row has.</summary>
    /// <param name="row">The row: any object with properties, or a dictionary.</param>
    /// <param name="column">The column's name in the row; null when there is none.</param>
    /// <returns>The value as text by the invariant culture; null when there is no column, or nothing in it.</returns>
    public string? Find(PSObject row, out string? column)
    {
        var best = int.MaxValue;
        object? found = null;
        column = null;
        foreach (var (name, source) in ColumnsOf(row))
        {
            if (ranks.TryGetValue(name, out var rank) && rank < best)
            {
                (best, column, found) = (rank, name, source);
            }
        }

        return column is null ? null : ToText(found is PSPropertyInfo property ? ValueOf(property) : found);
    }

    /// <summary>A cell's value as text. A number that a spreadsheet module gives as a double is written out, not in powers of ten.</summary>
    public static string? ToText(object? value)
    {
        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        return value switch
        {
            null => null,
            string text => text,
            double number when Math.Abs(number) < 1e15 && Math.Floor(number) == number => number.ToString(
                "F0",
                CultureInfo.InvariantCulture
            ),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => LanguagePrimitives.ConvertTo<string>(value),
        };
    }

    /// <summary>The names, in order, for a sentence.</summary>
    public override string ToString() => string.Join(", ", names);

    private static IEnumerable<(string Name, object? Source)> ColumnsOf(PSObject row)
    {
        if (row.BaseObject is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                yield return (ToText(entry.Key) ?? string.Empty, entry.Value);
            }

            yield break;
        }

        foreach (var property in row.Properties)
        {
            yield return (property.Name, property);
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
