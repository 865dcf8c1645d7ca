namespace Kirimy.Client.Contacts;

/// <summary>
/// What the first rows of a file show about its number columns: a column whose cells aren't numbers is dropped, and two columns with equal
/// right and different numbers are found before the first contact is read.
/// </summary>
internal sealed class NumberColumnSurvey
{
    /// <summary>How many rows are looked at.</summary>
    public const int MaxRows = 200;

    private readonly IReadOnlyList<string[]> rows;
    private readonly string region;

    /// <param name="columns">The number columns by their headings.</param>
    /// <param name="rows">The file's first rows.</param>
    /// <param name="region">The country of numbers written without a country code.</param>
    public NumberColumnSurvey(NumberColumns columns, IReadOnlyList<string[]> rows, string region)
    {
        this.rows = rows;
        this.region = region;
        var seen = columns.InOrder.ToDictionary(column => column, Look);
        var hasNumbers = seen.Values.Any(look => look.HasNumbers);
        Columns = columns.Where(column => IsKept(column, seen[column], hasNumbers));
        if (Columns.InOrder.Any(column => column.Heading.Rank != NumberRank.Bare))
        {
            Columns = Columns.Where(column => column.Heading.Rank != NumberRank.Bare);
        }

        var choices = rows.Select(row => (Row: row, Choice: Columns.Choose(place => Cell(row, place), region)))
            .Where(c => IsNumber(c.Row, c.Choice.Column))
            .Select(c => c.Choice)
            .ToList();
        var best = choices.Count == 0 ? NumberRank.None : choices.Max(choice => Columns.RankOf(choice.Column));
        var chosen = choices.Select(choice => choice.Column).ToHashSet();
        var inOrder = Columns.InOrder.Select(column => column.Place).ToList();
        Primary = inOrder.Where(chosen.Contains).Concat(inOrder).DefaultIfEmpty(-1).First();
        Conflict = choices.Find(choice => choice.Rival is not null && Columns.RankOf(choice.Column) == best)
            is { Rival: { } rival } conflict
            ? (conflict.Column, rival)
            : null;
        Others = [.. seen.Where(s => s.Value.HasValid && s.Key.Place != Primary).Select(s => s.Key.Place)];
    }

    /// <summary>The columns that the numbers are read from.</summary>
    public NumberColumns Columns { get; }

    /// <summary>The most specific column that a number comes from; -1 for none.</summary>
    public int Primary { get; }

    /// <summary>The other columns that hold valid numbers under a heading that might be the recipient's.</summary>
    public IReadOnlyList<int> Others { get; }

    /// <summary>Two columns of the best rank with different numbers in one row; null for none.</summary>
    public (int One, int Other)? Conflict { get; }

    private static string? Cell(string[] row, int place) => place < row.Length ? row[place] : null;

    private bool IsNumber(string[] row, int place) =>
        Columns.InOrder.FirstOrDefault(column => column.Place == place)?.Read(other => Cell(row, other), region).Kind
            is NumberCellKind.Valid
                or NumberCellKind.Refused;

    /// <summary>
    /// A column without any text may be filled further down. One with other text than numbers gives way to one with numbers; without any,
    /// the rows of one whose heading names a phone say what is wrong with each.
    /// </summary>
    private static bool IsKept(NumberColumn column, ColumnLook look, bool hasNumbers) =>
        !look.IsFilled || look.HasNumbers || (column.Heading.NamesPhone && !hasNumbers);

    private ColumnLook Look(NumberColumn column)
    {
        var look = default(ColumnLook);
        foreach (var row in rows)
        {
            var cell = column.Read(place => Cell(row, place), region);
            look = new ColumnLook(
                look.IsFilled || cell.Kind != NumberCellKind.Blank,
                look.HasNumbers || cell.Kind is NumberCellKind.Valid or NumberCellKind.Refused,
                look.HasValid || cell.Kind == NumberCellKind.Valid
            );
        }

        return look;
    }

    private readonly record struct ColumnLook(bool IsFilled, bool HasNumbers, bool HasValid);
}
