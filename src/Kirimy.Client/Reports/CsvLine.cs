using Kirimy.Client.Texts;

namespace Kirimy.Client.Reports;

/// <summary>CSV writer that prevents CSV injection: no cell is a formula.</summary>
internal sealed class CsvLine(TextWriter writer, string delimiter)
{
    /// <summary>Other common delimiters are among them, because a program may guess the wrong one.</summary>
    private const string Quoted = "\",;\t|\r\n";

    private bool isFirst = true;

    /// <summary>
    /// In groups (<c>62 812-3456-7890</c>), because a spreadsheet turns mere digits into 6.28123E+12 and loses the last ones.
    /// </summary>
    public static string? Grouped(string? recipient) =>
        recipient is { Length: > 9 }
        && recipient.StartsWith("62", StringComparison.Ordinal)
        && recipient.All(static c => c is >= '0' and <= '9')
            ? $"62 {recipient.Substring(2, 3)}-{recipient.Substring(5, 4)}-{recipient.Substring(9)}"
            : recipient;

    public void WriteCell(string? text)
    {
        if (!isFirst)
        {
            writer.Write(delimiter);
        }

        isFirst = false;
        if (text is null or "")
        {
            return;
        }

        var guarded = FormulaGuard.Guard(text);
        writer.Write(NeedsQuotes(guarded) ? "\"" + guarded.Replace("\"", "\"\"") + "\"" : guarded);
    }

    public void EndLine()
    {
        writer.WriteLine();
        isFirst = true;
    }

    /// <summary>White space at the edges is quoted, too, because a reader may trim it.</summary>
    private bool NeedsQuotes(string text) =>
        text.Any(Quoted.Contains) || text.Contains(delimiter) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[text.Length - 1]);
}
