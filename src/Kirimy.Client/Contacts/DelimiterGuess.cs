using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

/// <summary>
/// Detects the delimiter of a file. A first line <c>sep=;</c> declares it. Otherwise, a delimiter is better if the header has a number
/// column, then if all rows are as long as the header, then if there are more columns.
/// </summary>
internal static class DelimiterGuess
{
    public const int SampleLength = 1 << 16;
    private const int MaxRows = 50;
    private const string Declaration = "sep=";

    /// <summary>Of equally good ones, the first is chosen.</summary>
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public static char Require(char delimiter) =>
        IsPossible(delimiter)
            ? delimiter
            : throw new KirimyException(ErrorCode.InvalidDelimiter, Text.File_Delimiter.With(VisibleText.Of(delimiter.ToString())));

    private static bool IsPossible(char delimiter) =>
        delimiter is not ('"' or '\r' or '\n') and > '\0' and < '\x7F' && !char.IsLetterOrDigit(delimiter);

    /// <summary>The declared delimiter, and the length of its line with the line break; null if there is none.</summary>
    public static (char Delimiter, int Length)? FindDeclaration(string sample)
    {
        var end = sample.IndexOf('\n');
        var line = (end < 0 ? sample : sample[..end]).TrimEnd('\r').Trim('"');
        return
            line.Length == Declaration.Length + 1
            && line.StartsWith(Declaration, StringComparison.OrdinalIgnoreCase)
            && IsPossible(line[^1])
            ? (line[^1], end < 0 ? sample.Length : end + 1)
            : null;
    }

    public static char Detect(string sample, bool isWhole, ContactFileOptions options) =>
        Delimiters
            .Select(d => (Delimiter: d, Score: Score(sample, isWhole, d, options)))
            .Aggregate((best, next) => next.Score.CompareTo(best.Score) > 0 ? next : best)
            .Delimiter;

    private static (bool HasNumber, bool IsEven, int Columns) Score(string sample, bool isWhole, char delimiter, ContactFileOptions options)
    {
        var rows = new List<string[]>();
        var header = -1;
        var isBroken = false;
        try
        {
            using var records = new RecordReader(new StringReader(sample), sample.Length, delimiter, string.Empty);
            while (rows.Count < MaxRows && records.Read())
            {
                header = records.RowNumber == options.HeaderRow ? rows.Count : header;
                rows.Add(records.Cells());
            }
        }
        catch (KirimyException)
        {
            // An unclosed quote, most likely because the sample ends there.
            isBroken = true;
            if (rows.Count == 0)
            {
                rows.Add([.. sample.TrimStart().Split('\n')[0].Split(delimiter).Select(name => name.Trim(' ', '\r', '"'))]);
            }
        }

        if (rows.Count > 1 && !isWhole && !isBroken)
        {
            // The last row of the sample may be incomplete.
            rows.RemoveAt(rows.Count - 1);
        }

        // A name that contains another delimiter is several names.
        var names = rows.ConvertAll(row => row.Select(name => name.IndexOfAny(Delimiters) >= 0 ? string.Empty : name.Trim()).ToArray());
        var found = options.HeaderRow is null ? HeaderSearch.Find(names, options.NumberColumn) : header;
        header = Math.Max(0, found);
        if (rows.Count <= header)
        {
            return default;
        }

        var width = rows[header].Length;
        var isEven = rows.Skip(header).All(row => row.Length == width) && !(isBroken && isWhole);
        return (found >= 0 && HeaderSearch.HasNumberColumn(names[header], options.NumberColumn), isEven, width);
    }
}
