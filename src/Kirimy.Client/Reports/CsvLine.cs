using Kirimy.Client.Texts;

namespace Kirimy.Client.Reports;

/// <summary>Writes lines of CSV in which no cell is a formula (CSV injection).</summary>
internal sealed class CsvLine(TextWriter writer, string delimiter)
{
    /// <summary>Quoted not only where it has to be: a cell that shows where it ends survives a program that guesses another separator.</summary>
    private const string Quoted = "\",;\t|\r\n";

    private bool isFirst = true;

    /// <summary>
    /// A number with gaps (<c>62 812-3456-7890</c>), which no spreadsheet takes for a quantity: as mere digits it would become
    /// 6.28123E+12, and lose its end when the file is saved.
    /// </summary>
    public static string? Grouped(string? recipient) =>
        recipient is { Length: > 9 }
        && recipient.StartsWith("62", StringComparison.Ordinal)
        && recipient.All(static c => c is >= '0' and <= '9')
            ? $"62 {recipient.Substring(2, 3)}-{recipient.Substring(5, 4)}-{recipient.Substring(9)}"
            : recipient;

    /// <summary>Writes the next cell of the line.</summary>
    public void Cell(string? text)
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
        if (!NeedsQuotes(guarded))
        {
            writer.Write(guarded);
            return;
        }

        writer.Write('"');
        writer.Write(guarded.Replace("\"", "\"\""));
        writer.Write('"');
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        writer.WriteLine();
        isFirst = true;
    }

    /// <summary>A reader may trim what is not quoted.</summary>
    private bool NeedsQuotes(string text) =>
        text.Any(Quoted.Contains) || text.Contains(delimiter) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[text.Length - 1]);
}
