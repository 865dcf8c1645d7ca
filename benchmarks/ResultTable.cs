using System.Globalization;

namespace Kirimy.Benchmarks;

/// <summary>Formats rows as a Markdown table with aligned columns.</summary>
internal sealed class ResultTable(params string[] header)
{
    private readonly List<string[]> rows = [header];

    public void Add(params object[] cells) =>
        rows.Add([.. cells.Select(cell => string.Format(CultureInfo.InvariantCulture, cell is string ? "{0}" : "{0:N0}", cell))]);

    /// <summary>Formats a ratio.</summary>
    public static string Ratio(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>Formats a number with one decimal.</summary>
    public static string Tenths(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>Formats a share in percent.</summary>
    public static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    public void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            output.WriteLine($"| {string.Join(" | ", rows[i].Select((cell, column) => Align(cell, widths[column], column)))} |");
            if (i == 0)
            {
                output.WriteLine($"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
            }
        }
    }

    private static string Align(string cell, int width, int column) => column == 0 ? cell.PadRight(width) : cell.PadLeft(width);
}
