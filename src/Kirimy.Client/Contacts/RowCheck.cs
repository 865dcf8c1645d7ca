namespace Kirimy.Client.Contacts;

/// <summary>
/// Validates rows against the header: no text beyond the last column, and none below a heading without a name. Missing cells at the end
/// of a row count as empty, and empty cells beyond the header are ignored.
/// </summary>
internal sealed class RowCheck(IReadOnlyList<string> names)
{
    private const int MaxNamed = 10;

    private readonly int[] unnamed = [.. Enumerable.Range(0, names.Count).Where(index => names[index].Length == 0)];
    private readonly List<string> ragged = [];
    private readonly SortedSet<int> used = [];
    private int raggedCount;

    public int Count { get; private set; }

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

        foreach (var index in unnamed)
        {
            if (index < row.Count && !row.IsBlank(index))
            {
                used.Add(index + 1);
            }
        }
    }

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
