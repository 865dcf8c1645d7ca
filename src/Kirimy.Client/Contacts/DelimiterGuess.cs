namespace Kirimy.Client.Contacts;

/// <summary>
/// What stands between the cells of a file, as its beginning tells: a line <c>sep=;</c> says it outright; else the delimiter with which
/// there is a column of a known name, all rows are as long as the header, and there are the most columns, in this order.
/// </summary>
internal static class DelimiterGuess
{
    /// <summary>How many characters of the beginning are looked at.</summary>
    public const int SampleLength = 1 << 16;

    private const int MostRows = 50;
    private const string Declaration = "sep=";

    /// <summary>What is looked for, the first of equals winning.</summary>
    public static IReadOnlyList<char> Known { get; } = [',', ';', '\t', '|'];

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
    /// <param name="numberNames">The names that the column with the number may have.</param>
    public static char Of(string sample, bool isWhole, IReadOnlyList<string> numberNames) =>
        Known
            .Select(d => (Delimiter: d, Score: Score(sample, isWhole, d, numberNames)))
            .Aggregate((best, next) => next.Score.CompareTo(best.Score) > 0 ? next : best)
            .Delimiter;

    private static (bool HasNumber, bool IsEven, int Columns) Score(
        string sample,
        bool isWhole,
        char delimiter,
        IReadOnlyList<string> numberNames
    )
    {
        var header = Array.Empty<string>();
        var isEven = true;
        try
        {
            using var records = new RecordReader(new StringReader(sample), sample.Length, delimiter, string.Empty);
            if (records.Read())
            {
                header = [.. Enumerable.Range(0, records.Count).Select(i => records[i].Trim())];
            }

            var isCut = false;
            while (isEven && !isCut && records.RowNumber < MostRows && records.Read())
            {
                isEven = records.Count == header.Length;

                // What the sample's end cuts through is no longer of any length.
                isCut = !isWhole && !isEven && !records.Read();
                isEven |= isCut;
            }
        }
        catch (KirimyException)
        {
            // A quote that is not closed: most likely at the sample's end.
            isEven &= !isWhole;
            if (header.Length == 0)
            {
                header = [.. sample.TrimStart().Split('\n')[0].Split(delimiter).Select(name => name.Trim(' ', '\r', '"'))];
            }
        }

        // A name with another delimiter in it is several names, and what is left of it without the signs means nothing.
        var whole = header.Select(name => Known.Any(d => name.AsSpan().IndexOf(d) >= 0) ? string.Empty : name).ToArray();
        return (ColumnName.FindFirst(numberNames, whole) >= 0, isEven, header.Length);
    }
}
