using Kirimy.Client.Contacts;

namespace Kirimy.PowerShell.Completion;

/// <summary>The column names of a CSV file, read from its first lines.</summary>
internal static class CsvHeader
{
    private const int MaxChars = 16 * 1024;
    private const int MaxTitleRows = 20;
    private const string Delimiters = ",;\t|";

    /// <summary>Reads the column names of a file; none if it doesn't exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The delimiter; null to detect it.</param>
    public static IReadOnlyList<string> Read(string path, string? delimiter)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var start = new char[MaxChars];
        var length = reader.ReadBlock(start, 0, MaxChars);
        var lines = new string(start, 0, length).Split('\n').Select(l => l.TrimEnd('\r'));

        // Excel's delimiter hint and the type line of Windows PowerShell aren't the header.
        var rows = lines
            .Where(l =>
                !string.IsNullOrWhiteSpace(l)
                && !l.StartsWith("#TYPE ", StringComparison.OrdinalIgnoreCase)
                && !l.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            )
            .Take(MaxTitleRows)
            .Select(l => Split(l, DetectDelimiter(l, delimiter)).ConvertAll(c => c.Trim()).FindAll(c => c.Length > 0));

        // The first row, unless there is a title above the header.
        return rows.OrderByDescending(row => row.Exists(NumberColumns.IsNumberHeading) ? row.Count : 0).FirstOrDefault() ?? [];
    }

    private static char DetectDelimiter(string header, string? delimiter) =>
        delimiter switch
        {
            "`t" => '\t',
            { Length: 1 } => delimiter[0],
            _ => Delimiters.OrderByDescending(d => header.Count(c => c == d)).First(),
        };

    private static List<string> Split(string line, char delimiter)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        var isQuoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == delimiter && !isQuoted)
            {
                columns.Add(column.ToString());
                column.Clear();
            }
            else
            {
                column.Append(c);
            }
        }

        columns.Add(column.ToString());
        return columns;
    }
}
