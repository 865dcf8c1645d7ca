using System.Management.Automation;
using System.Text;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>
/// The rows that Import-Csv creates from a text: these tests run in an engine without that cmdlet. Columns without a heading are H1, H2;
/// cells that a row doesn't have are null, and additional ones are omitted. tests/Pester compares the same files in a real PowerShell.
/// </summary>
internal static class ImportedCsv
{
    /// <summary>Reads the rows.</summary>
    public static IReadOnlyList<PSObject> Read(string text, char delimiter)
    {
        var records = Records(text, delimiter).Where(record => record.Count > 1 || record[0].Length > 0).ToList();
        var unnamed = 0;
        var names = records[0].ConvertAll(name => name.Length > 0 ? name : $"H{++unnamed}");
        return
        [
            .. records
                .Skip(1)
                .Select(cells =>
                {
                    var row = new PSObject();
                    for (var i = 0; i < names.Count; i++)
                    {
                        row.Properties.Add(new PSNoteProperty(names[i], i < cells.Count ? cells[i] : null));
                    }

                    return row;
                }),
        ];
    }

    private static IEnumerable<List<string>> Records(string text, char delimiter)
    {
        var record = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var c in text.TrimEnd('\r', '\n').Replace("\r\n", "\n", StringComparison.Ordinal) + "\n")
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || (c != delimiter && c != '\n'))
            {
                cell.Append(c);
            }
            else
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    yield return record;
                    record = [];
                }
            }
        }
    }
}
