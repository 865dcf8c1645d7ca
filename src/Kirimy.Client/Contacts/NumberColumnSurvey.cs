namespace Kirimy.Client.Contacts;

/// <summary>Samples the first rows: excludes columns without numbers, and finds two of one rank with different numbers.</summary>
internal sealed class NumberColumnSurvey
{
    public const int MaxRows = 200;

    private readonly IReadOnlyList<string[]> rows;
    private readonly string region;

    public NumberColumnSurvey(NumberColumns columns, IReadOnlyList<string[]> rows, string region)
    {
        this.rows = rows;
        this.region = region;
        var seen = columns.InOrder.ToDictionary(column => column, Examine);
        var hasNumbers = seen.Values.Any(content => content.HasNumbers);
        Columns = columns.Where(column => IsKept(column, seen[column], hasNumbers));
        if (Columns.InOrder.Any(column => column.Heading.Rank != NumberRank.Bare))
        {
            Columns = Columns.Where(column => column.Heading.Rank != NumberRank.Bare);
        }

        var choices = rows.Select(row => (Row: row, Choice: Columns.Choose(index => Cell(row, index), region)))
            .Where(c => IsNumber(c.Row, c.Choice.Column))
            .Select(c => c.Choice)
            .ToList();
        var best = choices.Count == 0 ? NumberRank.None : choices.Max(choice => Columns.RankOf(choice.Column));
        var chosen = choices.Select(choice => choice.Column).ToHashSet();
        var inOrder = Columns.InOrder.Select(column => column.Index).ToList();
        Primary = inOrder.Where(chosen.Contains).Concat(inOrder).DefaultIfEmpty(-1).First();
        Conflict = choices.Find(choice => choice.Rival is not null && Columns.RankOf(choice.Column) == best)
            is { Rival: { } rival } conflict
            ? (conflict.Column, rival)
            : null;
        Others = [.. seen.Where(s => s.Value.HasValid && s.Key.Index != Primary).Select(s => s.Key.Index)];
    }

    public NumberColumns Columns { get; }

    /// <summary>The most specific column with a number; -1 for none.</summary>
    public int Primary { get; }

    public IReadOnlyList<int> Others { get; }
    public (int One, int Other)? Conflict { get; }

    private static string? Cell(string[] row, int index) => index < row.Length ? row[index] : null;

    private bool IsNumber(string[] row, int index) =>
        Columns.InOrder.FirstOrDefault(column => column.Index == index)?.Read(other => Cell(row, other), region).Kind
            is NumberCellKind.Valid
                or NumberCellKind.Refused;

    /// <summary>
    /// An empty column is kept, because later rows may have text. A column with other text is excluded, unless no column has numbers and
    /// its heading names a phone: then each row explains its error.
    /// </summary>
    private static bool IsKept(NumberColumn column, ColumnContent content, bool hasNumbers) =>
        !content.IsFilled || content.HasNumbers || (column.Heading.NamesPhone && !hasNumbers);

    private ColumnContent Examine(NumberColumn column)
    {
        var content = default(ColumnContent);
        foreach (var row in rows)
        {
            var cell = column.Read(index => Cell(row, index), region);
            content = new ColumnContent(
                content.IsFilled || cell.Kind != NumberCellKind.Blank,
                content.HasNumbers || cell.Kind is NumberCellKind.Valid or NumberCellKind.Refused,
                content.HasValid || cell.Kind == NumberCellKind.Valid
            );
        }

        return content;
    }

    private readonly record struct ColumnContent(bool IsFilled, bool HasNumbers, bool HasValid);
}
