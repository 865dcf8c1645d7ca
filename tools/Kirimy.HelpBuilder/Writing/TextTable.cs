using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Writing;

/// <summary>A table as aligned columns of text. The last column uses the remaining width and is wrapped.</summary>
internal sealed class TextTable
{
    private const int Gap = 2;
    private const int NarrowestLastColumn = 16;
    private readonly Table table;
    private readonly Problems problems;
    private readonly string[][] rows;

    public TextTable(Table table, Problems problems)
    {
        this.table = table;
        this.problems = problems;
        rows = [.. table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(CellText).ToArray())];
    }

    public string Render(int room)
    {
        var columns = rows.Max(r => r.Length);
        var widths = Enumerable.Range(0, columns).Select(c => rows.Max(r => c < r.Length ? r[c].Length : 0)).ToArray();
        var left = room - widths[..^1].Sum(w => w + Gap);
        if (left < Math.Min(NarrowestLastColumn, widths[^1]))
        {
            problems.Add(
                table,
                ProblemCode.Text,
                $"The table is too wide: all columns but the last must leave {NarrowestLastColumn} of {room} characters."
            );
            return string.Empty;
        }

        widths[^1] = Math.Min(widths[^1], left);
        var text = new StringBuilder();
        for (var r = 0; r < rows.Length; r++)
        {
            AppendRow(text, rows[r], widths);
            if (r == 0)
            {
                AppendRow(text, [.. widths.Select(w => new string('-', w))], widths);
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        var last = cells.Length == widths.Length ? PlainText.Wrap(cells[^1], widths[^1]).Split('\n') : [string.Empty];
        var before = string.Concat(widths[..^1].Select((w, c) => (c < cells.Length ? cells[c] : string.Empty).PadRight(w + Gap)));
        foreach (var line in last)
        {
            text.Append((before + line).TrimEnd()).Append('\n');
            before = new string(' ', before.Length);
        }
    }

    private string CellText(TableCell cell) => string.Join(' ', cell.OfType<ParagraphBlock>().Select(p => InlineText.Of(p, problems)));
}
