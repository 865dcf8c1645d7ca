namespace Kirimy.Client.Texts;

/// <summary>Prevents CSV injection: an apostrophe before a cell keeps a spreadsheet from running it. Reading removes it.</summary>
internal static class FormulaGuard
{
    private const char Mark = '\'';

    /// <summary>A spreadsheet skips some of these before a formula. East Asian spreadsheets also accept full-width signs.</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    public static string Guard(string cell) => cell.Length > 0 && FormulaStarts.Contains(cell[0]) ? Mark + cell : cell;

    public static string Unguard(string cell) =>
        cell.Length > 1 && cell[0] == Mark && FormulaStarts.Contains(cell[1]) ? cell.Substring(1) : cell;
}
