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
    private readonly List<(int Row, int Cells)> ragged = [];
    private readonly SortedSet<int> used = [];
    private int raggedCount;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Checks one row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="cells">How many cells it has.</param>
    /// <param name="isBlank">Whether the cell at a position has no text.</param>
    public void Add(int row, int cells, Func<int, bool> isBlank)
    {
        Count++;
        for (var place = names.Count; place < cells; place++)
        {
            if (!isBlank(place))
            {
                raggedCount++;
                if (ragged.Count < MaxNamed)
                {
                    ragged.Add((row, cells));
                }

                break;
            }
        }

        foreach (var place in unnamed)
        {
            if (place < cells && !isBlank(place))
            {
                used.Add(place + 1);
            }
        }
    }

    /// <summary>The error of all rows that don't fit; null if all do.</summary>
    /// <param name="path">The file.</param>
    public KirimyException? Error(string path)
    {
        if (raggedCount > 0)
        {
            var rows = ragged.Select(r => Text.File_RaggedRow.With(r.Row, r.Cells));
            var list = string.Join(", ", rows) + (raggedCount > ragged.Count ? ", …" : string.Empty);
            return new KirimyException(ErrorCode.RowRagged, Text.File_Ragged.With(path, raggedCount, names.Count, list));
        }

        return used.Count == 0
            ? null
            : new KirimyException(ErrorCode.ColumnUnnamed, Text.File_UnnamedColumn.With(path, string.Join(", ", used), names.Count));
    }
}
