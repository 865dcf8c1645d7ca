namespace Kirimy.Client.Contacts;

/// <summary>
/// What in the rows of a file doesn't fit its header: text beyond the last column, and text below a heading without a name. Cells that a
/// spreadsheet dropped at the end of a row are empty, and empty cells beyond the header don't count.
/// </summary>
internal sealed class RowCheck(IReadOnlyList<string> names)
{
    /// <summary>How many rows an error names.</summary>
    private const int MaxNamed = 10;

    private readonly int[] unnamed = [.. Enumerable.Range(0, names.Count).Where(place => names[place].Length == 0)];
    private readonly List<string> ragged = [];
    private readonly SortedSet<int> used = [];
    private int raggedCount;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Checks one row.</summary>
    public void Add(RecordReader row)
    {
        Count++;
        if (row.Count > names.Count && !row.IsBlankFrom(names.Count))
        {
            raggedCount++;
            if (raggedCount <= MaxNamed)
            {
                ragged.Add(Text.File_RaggedRow.With(row.RowNumber, row.Count));
            }
        }

        foreach (var place in unnamed)
        {
            if (place < row.Count && !row.IsBlank(place))
            {
                used.Add(place + 1);
            }
        }
    }

    /// <summary>The error of all rows that don't fit; null if all do.</summary>
    public KirimyException? Error(string path)
    {
        if (raggedCount > 0)
        {
            var list = string.Join(", ", ragged) + (raggedCount > MaxNamed ? ", …" : string.Empty);
            return new KirimyException(ErrorCode.RowRagged, Text.File_Ragged.With(path, raggedCount, names.Count, list));
        }

        return used.Count == 0
            ? null
            : new KirimyException(ErrorCode.ColumnUnnamed, Text.File_UnnamedColumn.With(path, string.Join(", ", used), names.Count));
    }
}
