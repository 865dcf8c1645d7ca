namespace Kirimy.Client.Contacts;

/// <summary>The names that people give to the columns that matter, in the order in which they are looked for.</summary>
public static class ColumnName
{
    /// <summary>A column with the phone number. The dashboard's own is wa.</summary>
    public static IReadOnlyList<string> OfNumber { get; } =
    ["receive", "to", "wa", "whatsapp", "number", "phone", "phonenumber", "mobile", "nomor", "no_hp", "hp", "telepon", "telp"];

    /// <summary>A column with the name of the person. The dashboard's own is name.</summary>
    public static IReadOnlyList<string> OfPerson { get; } =
    ["name", "nama", "full_name", "nama_lengkap", "contact_name", "customer", "customer_name", "pelanggan", "nama_pelanggan"];

    /// <summary>A name without what people put between its words: "No. HP" is no_hp.</summary>
    /// <param name="name">The name as it was written.</param>
    public static string Plain(string name) => name.All(char.IsLetterOrDigit) ? name : string.Concat(name.Where(char.IsLetterOrDigit));

    /// <summary>
    /// Where the first of the names stands among some columns, in any case; first as it is written, then as people write it. -1 for
    /// nowhere.
    /// </summary>
    internal static int Find(IReadOnlyList<string> columns, IReadOnlyList<string> names)
    {
        var exact = Find(columns, names, name => name);
        return exact >= 0 ? exact : Find(columns, names, Plain);
    }

    private static int Find(IReadOnlyList<string> columns, IReadOnlyList<string> names, Func<string, string> form)
    {
        var forms = columns.Select(form).ToList();
        return names
            .Select(name => forms.FindIndex(column => string.Equals(column, form(name), StringComparison.OrdinalIgnoreCase)))
            .Where(place => place >= 0)
            .DefaultIfEmpty(-1)
            .First();
    }
}
