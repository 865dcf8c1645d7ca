namespace Kirimy.Client.Contacts;

/// <summary>How columns are found by the names that people give them.</summary>
public static class ColumnName
{
    /// <summary>The names of a column with the name of the person. The dashboard's own is name.</summary>
    public static IReadOnlyList<string> OfPerson { get; } =
    [
        "name",
        "nama",
        "full_name",
        "nama_lengkap",
        "contact_name",
        "customer",
        "customer_name",
        "pelanggan",
        "nama_pelanggan",
        "first_name",
        "nama_depan",
    ];

    /// <summary>A name without what people put between its words: "No. HP" and no_hp are NoHP and nohp. Case is kept.</summary>
    /// <param name="name">The name.</param>
    public static string Plain(string name)
    {
        _ = name ?? throw new ArgumentNullException(nameof(name));
        return name.All(char.IsLetterOrDigit) ? name : string.Concat(name.Where(char.IsLetterOrDigit));
    }

    /// <summary>
    /// Finds a column: the one of that very name in any case, else the first whose name is the same but for what stands between
    /// its words.
    /// </summary>
    /// <param name="variable">The name, such as that of a variable.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <returns>The column's position, from 0; -1 when there is none.</returns>
    public static int Find(string variable, IReadOnlyList<string> columns)
    {
        _ = variable ?? throw new ArgumentNullException(nameof(variable));
        _ = columns ?? throw new ArgumentNullException(nameof(columns));
        var found = Find(variable, columns, static name => name);
        var plain = Plain(variable);
        return found >= 0 || plain.Length == 0 ? found : Find(plain, columns, Plain);
    }

    /// <summary>
    /// Where the first of some names stands among the columns, in any case; first as it is written, then as people write it. -1 for
    /// nowhere.
    /// </summary>
    internal static int FindFirst(IReadOnlyList<string> names, IReadOnlyList<string> columns)
    {
        var exact = FindFirst(names, columns, static name => name);
        return exact >= 0 ? exact : FindFirst(names, columns, Plain);
    }

    private static int FindFirst(IReadOnlyList<string> names, IReadOnlyList<string> columns, Func<string, string> spelling) =>
        names.Select(name => Find(spelling(name), columns, spelling)).Where(place => place >= 0).DefaultIfEmpty(-1).First();

    private static int Find(string name, IReadOnlyList<string> columns, Func<string, string> spelling)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] is { } column && string.Equals(spelling(column), name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
