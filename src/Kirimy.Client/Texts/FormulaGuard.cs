namespace Kirimy.Client.Texts;

/// <summary>
/// Keeps a spreadsheet from running a cell as a formula (CSV injection): an apostrophe stands before it, as people type it into a
/// spreadsheet. What was written so is read back as it was.
/// </summary>
internal static class FormulaGuard
{
    private const char Mark = '\'';

    /// <summary>What begins a formula, or is passed over before one, in a cell; the full-width ones where the keyboard is East Asian.</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>The cell as it is written.</summary>
    public static string Guard(string cell) => cell.Length > 0 && FormulaStarts.Contains(cell[0]) ? Mark + cell : cell;

    /// <summary>The cell as it was before it was written.</summary>
    public static string Unguard(string cell) =>
        cell.Length > 1 && cell[0] == Mark && FormulaStarts.Contains(cell[1]) ? cell.Substring(1) : cell;
}
