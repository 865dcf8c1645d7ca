using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>
/// The columns that may have a row's phone number, and the rule that chooses one: the most specific heading whose cell has a number.
/// Contact files, piped rows and opt-out lists use the same rule, so a row has the same recipient everywhere. Thread-safe.
/// </summary>
/// <remarks>
/// A cell that is meant as a number but isn't valid refuses the row, because the number in another column may be another person's. A
/// bare nomor is read only if no better column could have the number.
/// </remarks>
internal sealed class NumberColumns
{
    /// <summary>The recipient of Kirimy's own contacts and number results, after Select-Object or Export-Csv, is already chosen.</summary>
    private static readonly string[] OwnColumns = [nameof(Contact.IsValid), nameof(Contact.Reason)];

    private readonly List<NumberColumn> columns;
    private readonly List<(NumberRank Key, List<List<NumberColumn>> Series)> ranks;

    private NumberColumns(List<NumberColumn> columns)
    {
        this.columns = columns;
        ranks =
        [
            .. SeriesOf(columns)
                .GroupBy(series => series[0].Heading.Rank)
                .OrderByDescending(rank => rank.Key)
                .Select(rank => (rank.Key, rank.ToList())),
        ];
    }

    public bool IsEmpty => columns.Count == 0;

    /// <summary>The most specific heading first.</summary>
    internal IEnumerable<NumberColumn> InOrder => ranks.SelectMany(rank => rank.Series).SelectMany(series => series);

    public static NumberColumns Of(IReadOnlyList<string> names)
    {
        var headings = names.Select(NumberHeading.Of).ToList();
        var isOwn = names.Any(ColumnName.IsRecipient) && OwnColumns.All(own => names.Contains(own, StringComparer.OrdinalIgnoreCase));
        var found = headings
            .Select((heading, index) => (Heading: heading, Index: index))
            .Where(column => column.Heading.Rank != NumberRank.None && (!isOwn || ColumnName.IsRecipient(names[column.Index])))
            .Select(column => new NumberColumn(column.Index, column.Heading, LabelOf(column.Heading, headings)))
            .ToList();
        return new NumberColumns(IsOfInsiders(found, names) ? found : found.FindAll(column => !column.Heading.IsInsiders));
    }

    public static NumberColumns Named(string name, IReadOnlyList<string> names)
    {
        var index = ColumnName.Find(name, names);
        return new NumberColumns(index < 0 ? [] : [new NumberColumn(index, NumberHeading.Chosen, Label: -1)]);
    }

    public static bool IsNumberHeading(string name) => NumberHeading.Of(name).Rank != NumberRank.None;

    public NumberChoice Choose(Func<int, string?> cell, string region)
    {
        if (columns.Count == 1 && columns[0].Label < 0)
        {
            return new NumberChoice(columns[0].Index, cell(columns[0].Index));
        }

        var mayBeBare = true;
        foreach (var rank in ranks)
        {
            if (rank.Key == NumberRank.Bare && !mayBeBare)
            {
                break;
            }

            if (ChooseIn(rank.Series, cell, region, ref mayBeBare) is { } choice)
            {
                return choice;
            }
        }

        return ChooseForError(cell);
    }

    public IEnumerable<int> Others(int chosen, Func<int, string?> cell, string region) =>
        columns
            .Where(column => column.Index != chosen && column.Read(cell, region).Kind == NumberCellKind.Valid)
            .Select(column => column.Index);

    internal NumberColumns Where(Func<NumberColumn, bool> isKept) => new([.. columns.Where(isKept)]);

    internal NumberRank RankOf(int index) => columns.Find(column => column.Index == index)?.Heading.Rank ?? NumberRank.None;

    /// <summary>Next to a customer, an employee is another person, even in a row without the customer's number.</summary>
    private static bool IsOfInsiders(List<NumberColumn> found, IReadOnlyList<string> names) =>
        found.TrueForAll(column => column.Heading.IsInsiders || column.Heading.Rank == NumberRank.Bare)
        && found.Exists(column => column.Heading.IsInsiders)
        && !names.Any(NumberHeading.NamesPerson);

    private static int LabelOf(NumberHeading heading, List<NumberHeading> headings) =>
        headings.FindIndex(other => other.IsLabel && other.Series == heading.Series && other.Ordinal == heading.Ordinal);

    /// <summary>Columns of one series have different ordinals; Phone and Telepon are two series.</summary>
    private static IEnumerable<List<NumberColumn>> SeriesOf(List<NumberColumn> columns)
    {
        foreach (var alike in columns.GroupBy(column => (column.Heading.Rank, column.Heading.Series)))
        {
            var first = alike.GroupBy(column => column.Heading.Ordinal).OrderBy(same => same.Key).Select(same => same.First()).ToList();
            yield return first;
            foreach (var another in alike.Except(first))
            {
                yield return [another];
            }
        }
    }

    private static NumberChoice? ChooseIn(IEnumerable<List<NumberColumn>> rank, Func<int, string?> cell, string region, ref bool mayBeBare)
    {
        (NumberColumn Column, NumberCell Cell)? chosen = null;
        (NumberColumn Column, NumberCell Cell)? rival = null;
        foreach (var series in rank)
        {
            if (FirstOf(series, cell, region, ref mayBeBare) is not { } found)
            {
                continue;
            }

            if (found.Cell.Kind == NumberCellKind.Refused)
            {
                return new NumberChoice(found.Column.Index, cell(found.Column.Index), Rival: null, found.Cell.Number);
            }

            if (chosen is not { } best || (found.Cell.IsMobile && !best.Cell.IsMobile))
            {
                chosen = found;
                rival = null;
            }
            else if (found.Cell.IsMobile == best.Cell.IsMobile && found.Cell.Number!.Recipient != best.Cell.Number!.Recipient)
            {
                rival ??= found;
            }
        }

        return chosen is { } taken
            ? new NumberChoice(taken.Column.Index, cell(taken.Column.Index), rival?.Column.Index, taken.Cell.Number)
            : null;
    }

    /// <summary>The first cell of a series that is meant as a number. A valid mobile takes precedence over a valid landline.</summary>
    private static (NumberColumn Column, NumberCell Cell)? FirstOf(
        List<NumberColumn> series,
        Func<int, string?> cell,
        string region,
        ref bool mayBeBare
    )
    {
        (NumberColumn Column, NumberCell Cell)? first = null;
        foreach (var column in series)
        {
            var read = column.Read(cell, region);
            if (read.Kind is NumberCellKind.Blank or NumberCellKind.Other)
            {
                // "WA: Ya" and a name or a town in "to" show that the column doesn't have numbers. An empty cell and "HP: tidak" don't
                // show it.
                mayBeBare &=
                    column.Heading.Rank == NumberRank.Bare
                    || (read.Kind == NumberCellKind.Other && (!column.Heading.NamesPhone || column.Heading.Rank == NumberRank.WhatsApp));
            }
            else if (first is null)
            {
                first = (column, read);
                if (read.Kind == NumberCellKind.Refused || read.IsMobile)
                {
                    break;
                }
            }
            else if (read.IsMobile)
            {
                return (column, read);
            }
        }

        return first;
    }

    /// <summary>The cell that an error about a row without a number names: the first text in the best columns.</summary>
    private NumberChoice ChooseForError(Func<int, string?> cell)
    {
        var best = InOrder.Where(column => column.Heading.Rank != NumberRank.Bare || ranks.Count == 1).ToList();
        var written = best.Find(column => !column.IsSomebodyElses(cell) && !string.IsNullOrWhiteSpace(cell(column.Index)));
        return written is not null ? new NumberChoice(written.Index, cell(written.Index))
            : best.Count > 0 ? new NumberChoice(best[0].Index, null)
            : new NumberChoice(-1, null);
    }
}

/// <summary>The chosen column of a row, or -1. A rival has the same rank and another valid number: the choice is ambiguous.</summary>
internal readonly record struct NumberChoice(int Column, string? Text, int? Rival = null, NumberResult? Number = null)
{
    public NumberResult Read(string region) => Number ?? PhoneNumberReader.Read(Text, region);
}

/// <summary>A label is the column that describes its numbers (<c>Phone 1 - Label</c>: Mobile, Work Fax); -1 if there is none.</summary>
internal sealed record NumberColumn(int Index, NumberHeading Heading, int Label)
{
    /// <summary>Whether the label of a row indicates a fax or another person's number.</summary>
    public bool IsSomebodyElses(Func<int, string?> cell) => Label >= 0 && cell(Label) is { } label && NumberHeading.NamesOther(label);

    public NumberCell Read(Func<int, string?> cell, string region) =>
        IsSomebodyElses(cell) ? default : NumberCell.Of(cell(Index), Heading, region);
}
