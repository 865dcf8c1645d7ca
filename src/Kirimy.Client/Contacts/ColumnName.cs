namespace Kirimy.Client.Contacts;

internal static class ColumnName
{
    /// <summary>The service's own name for <see cref="Contact.Recipient"/>, which files, rows and scripts may use.</summary>
    public const string Receive = "Receive";

    /// <summary>The names of a column with the name of the person. The dashboard's own is name.</summary>
    public static IReadOnlyList<string> OfPerson { get; } =
        "name nama full_name nama_lengkap contact_name customer customer_name pelanggan nama_pelanggan first_name nama_depan".Split(' ');

    /// <summary>A name without the separators between its words: NoHP for "No. HP", nohp for no_hp. Case is kept.</summary>
    public static string Plain(string name) => name.All(char.IsLetterOrDigit) ? name : string.Concat(name.Where(char.IsLetterOrDigit));

    public static int Find(string name, IReadOnlyList<string> columns) => FindFirst([name], columns);

    /// <summary>The column of the first name that matches, ignoring case, or else also separators; -1 if none does.</summary>
    public static int FindFirst(IReadOnlyList<string> names, IReadOnlyList<string> columns)
    {
        var exact = Search(names, columns, static name => name);
        return exact >= 0 ? exact : Search(names, columns, Plain);
    }

    internal static bool IsRecipient(string name) =>
        string.Equals(name, nameof(Contact.Recipient), StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, Receive, StringComparison.OrdinalIgnoreCase);

    private static int Search(IReadOnlyList<string> names, IReadOnlyList<string> columns, Func<string, string> spelling)
    {
        foreach (var name in names.Select(spelling).Where(name => name.Length > 0))
        {
            for (var index = 0; index < columns.Count; index++)
            {
                if (string.Equals(spelling(columns[index]), name, StringComparison.OrdinalIgnoreCase))
                {
                    return index;
                }
            }
        }

        return -1;
    }
}
