namespace Kirimy.Client.Contacts;

/// <summary>
/// The delimiter of a file, by its beginning: a line <c>sep=;</c> names it. Otherwise it's the delimiter with which the header has a number
/// column, all rows are as long as the header, and there are the most columns, in this order.
/// </summary>
internal static class DelimiterGuess
{
    /// <summary>How many characters of the beginning are looked at.</summary>
    public const int SampleLength = 1 << 16;

    private const int MaxRows = 50;
    private const string Declaration = "sep=";

    /// <summary>The delimiters that are looked for, the first of equals winning.</summary>
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Whether a character can stand between cells at all.</summary>
    public static bool IsPossible(char delimiter) =>
        delimiter is not ('"' or '\r' or '\n') and > '\0' and < '\x7F' && !char.IsLetterOrDigit(delimiter);

    /// <summary>The delimiter that a first line names, and the length of that line with its line break; null when it names none.</summary>
    public static (char Delimiter, int Length)? Declared(string sample)
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

    /// <summary>The delimiter of a text without such a line.</summary>
    /// <param name="sample">The text, or its beginning.</param>
    /// <param name="isWhole">Whether it is all of the text.</param>
    /// <param name="options">What the user specified.</param>
    public static char Of(string sample, bool isWhole, ContactFileOptions options) =>
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
            // A quote that is not closed: most likely at the sample's end.
            isBroken = true;
            if (rows.Count == 0)
            {
                rows.Add([.. sample.TrimStart().Split('\n')[0].Split(delimiter).Select(name => name.Trim(' ', '\r', '"'))]);
            }
        }

        if (rows.Count > 1 && !isWhole && !isBroken)
        {
            // The sample's end cuts through it.
            rows.RemoveAt(rows.Count - 1);
        }

        // A name with another delimiter in it is several names.
        var names = rows.ConvertAll(row => row.Select(name => name.IndexOfAny(Delimiters) >= 0 ? string.Empty : name.Trim()).ToArray());
        var found = options.HeaderRow is null ? HeaderSearch.Find(names, options.NumberColumn) : header;
        header = Math.Max(0, found);
        if (rows.Count <= header)
        {
            return default;
        }

        var width = rows[header].Length;
        var isEven = rows.Skip(header).All(row => row.Length == width) && !(isBroken && isWhole);
        return (found >= 0 && HasNumber(names[header], options.NumberColumn), isEven, width);
    }

    private static bool HasNumber(string[] names, string? numberColumn) =>
        numberColumn is null ? names.Any(NumberColumns.IsNumberHeading) : ColumnName.Find(numberColumn, names) >= 0;
}
