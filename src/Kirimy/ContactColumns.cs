namespace Kirimy;

/// <summary>The columns of a contact file: one object for all rows of the file.</summary>
internal sealed class ContactColumns
{
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> hidden = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="written">The names as the file has them, no two of them equal in any case.</param>
    /// <param name="names">The names, no two of them equal in any case; null for a column without a name, and for one that is the contact's own property.</param>
    /// <param name="person">Where the name stands; -1 for nowhere.</param>
    public ContactColumns(IReadOnlyList<string> written, IReadOnlyList<string?> names, int person)
    {
        Written = written;
        Person = person;
        for (var place = 0; place < names.Count; place++)
        {
            if (names[place] is not { } name)
            {
                continue;
            }

            places.Add(name, place);
            if (name != written[place])
            {
                hidden.Add(written[place], place);
            }
        }

        Shown = [.. places.OrderBy(p => p.Value).Select(p => p.Key)];
    }

    /// <summary>The names as the file has them, in its order.</summary>
    public IReadOnlyList<string> Written { get; }

    /// <summary>The name of the file, without its folder.</summary>
    public string? File { get; init; }

    /// <summary>How many rows the file has; null if it isn't the only one that is read.</summary>
    public int? RowCount { get; set; }

    /// <summary>Where the name stands in a row; -1 for nowhere.</summary>
    public int Person { get; }

    /// <summary>The names, in the file's order.</summary>
    public IReadOnlyList<string> Shown { get; }

    /// <summary>Where the cells of a column stand in a row; -1 when there is no such column.</summary>
    public int IndexOf(string name) => places.TryGetValue(name, out var place) ? place : -1;

    /// <summary>The same by the name in the file, of a column that the contact shows under another; -1 for any other column.</summary>
    public int IndexOfHidden(string name) => hidden.TryGetValue(name, out var place) ? place : -1;
}
