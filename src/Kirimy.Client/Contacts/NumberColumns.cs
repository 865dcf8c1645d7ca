using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>
/// The columns that a row's phone number may be read from, and the rule by which one is chosen: the most specific heading whose cell holds
/// a number. One rule for contact files, piped rows and opt-out lists, so that a row has the same recipient everywhere.
/// </summary>
/// <remarks>
/// A cell that is meant as a number and isn't a valid one refuses the row: the number of another column may be another person's. A bare
/// nomor is read only if no better column could have held the number. Thread-safe.
/// </remarks>
public sealed class NumberColumns
{
    /// <summary>The columns that Kirimy's own contacts and number results have after Select-Object or Export-Csv: their number is decided.</summary>
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

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => columns.Count == 0;

    /// <summary>The number columns by position, the most specific heading first.</summary>
    internal IEnumerable<NumberColumn> InOrder => ranks.SelectMany(rank => rank.Series).SelectMany(series => series);

    /// <summary>Finds the number columns by the words of their headings.</summary>
    public static NumberColumns Of(IReadOnlyList<string> names)
    {
        var headings = names.Select(NumberHeading.Of).ToList();
        var isOwn = names.Any(ColumnName.IsRecipient) && OwnColumns.All(own => names.Contains(own, StringComparer.OrdinalIgnoreCase));
        var found = new List<NumberColumn>();
        for (var place = 0; place < headings.Count; place++)
        {
            var heading = headings[place];
            if (heading.Rank != NumberRank.None && (!isOwn || ColumnName.IsRecipient(names[place])))
            {
                found.Add(new NumberColumn(place, heading, LabelOf(heading, headings)));
            }
        }

        return new NumberColumns(IsOfInsiders(found, names) ? found : found.FindAll(column => !column.Heading.IsInsiders));
    }

    /// <summary>The column that the user specified; it's the only one.</summary>
    /// <param name="name">Its name, in any case and with or without what people put between words.</param>
    /// <param name="names">The names of all columns.</param>
    public static NumberColumns Named(string name, IReadOnlyList<string> names)
    {
        var place = ColumnName.Find(name, names);
        return new NumberColumns(place < 0 ? [] : [new NumberColumn(place, NumberHeading.Chosen, Label: -1)]);
    }

    /// <summary>Whether a heading may stand above the recipient's phone numbers.</summary>
    public static bool IsNumberHeading(string name) => NumberHeading.Of(name).Rank != NumberRank.None;

    /// <summary>Chooses the column of a row's number.</summary>
    public NumberChoice Choose(Func<int, string?> cell, string region)
    {
        if (columns.Count == 1 && columns[0].Label < 0)
        {
            return new NumberChoice(columns[0].Place, cell(columns[0].Place));
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

        return Nothing(cell);
    }

    /// <summary>The other columns that hold a valid number in the row.</summary>
    public IEnumerable<int> Others(int chosen, Func<int, string?> cell, string region) =>
        columns
            .Where(column => column.Place != chosen && column.Read(cell, region).Kind == NumberCellKind.Valid)
            .Select(column => column.Place);

    /// <summary>The same columns but for some.</summary>
    internal NumberColumns Where(Func<NumberColumn, bool> isKept) => new([.. columns.Where(isKept)]);

    /// <summary>How specific the heading of a column is.</summary>
    internal NumberRank RankOf(int place) => columns.Find(column => column.Place == place)?.Heading.Rank ?? NumberRank.None;

    /// <summary>Beside a customer's number or name, an employee's is somebody else's, also in a row where the customer's is missing.</summary>
    private static bool IsOfInsiders(List<NumberColumn> found, IReadOnlyList<string> names) =>
        found.TrueForAll(column => column.Heading.IsInsiders || column.Heading.Rank == NumberRank.Bare)
        && found.Exists(column => column.Heading.IsInsiders)
        && !names.Any(NumberHeading.NamesPerson);

    private static int LabelOf(NumberHeading heading, List<NumberHeading> headings) =>
        headings.FindIndex(other => other.IsLabel && other.Series == heading.Series && other.Ordinal == heading.Ordinal);

    /// <summary>Columns of one series have different ordinals; Phone and Telepon are two of their own.</summary>
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

    /// <summary>The choice among the columns of one rank; null if none of them holds a number.</summary>
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
                return new NumberChoice(found.Column.Place, cell(found.Column.Place), Rival: null, found.Cell.Number);
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
            ? new NumberChoice(taken.Column.Place, cell(taken.Column.Place), rival?.Column.Place, taken.Cell.Number)
            : null;
    }

    /// <summary>The first cell of a series with something meant as a number; of valid ones a mobile takes precedence over a landline.</summary>
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
                // "WA: Ya" and a name or a town in "to" show that the column isn't one of numbers. An empty cell and "HP: tidak" don't.
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

    /// <summary>What a row without a number is refused by: the first text among the best columns.</summary>
    private NumberChoice Nothing(Func<int, string?> cell)
    {
        var best = InOrder.Where(column => column.Heading.Rank != NumberRank.Bare || ranks.Count == 1).ToList();
        var written = best.Find(column => !column.IsSomebodyElses(cell) && !string.IsNullOrWhiteSpace(cell(column.Place)));
        return written is not null ? new NumberChoice(written.Place, cell(written.Place))
            : best.Count > 0 ? new NumberChoice(best[0].Place, null)
            : new NumberChoice(-1, null);
    }
}

/// <summary>The column that a row's number is read from.</summary>
/// <param name="Column">Its position in the row, from 0; -1 if the row has no number column.</param>
/// <param name="Text">What is read as the number: the text of its cell; null for nothing.</param>
/// <param name="Rival">
/// The position of a column that has as much right to be chosen and holds another valid number, so that neither is; null for none.
/// </param>
/// <param name="Number">The number, if it was read to make the choice.</param>
public readonly record struct NumberChoice(int Column, string? Text, int? Rival = null, NumberResult? Number = null)
{
    /// <summary>What the number is.</summary>
    public NumberResult Read(string region) => Number ?? PhoneNumberReader.Read(Text, region);
}

/// <summary>A column that phone numbers may be read from.</summary>
/// <param name="Place">Its position, from 0.</param>
/// <param name="Heading">What its heading says.</param>
/// <param name="Label">The position of the column that describes its numbers (<c>Phone 1 - Label</c>: Mobile, Work Fax); -1 for none.</param>
internal sealed record NumberColumn(int Place, NumberHeading Heading, int Label)
{
    /// <summary>Whether the label of a row says that the number is a fax or somebody else's.</summary>
    public bool IsSomebodyElses(Func<int, string?> cell) => Label >= 0 && cell(Label) is { } label && NumberHeading.NamesOther(label);

    /// <summary>Looks at the column's cell of a row.</summary>
    public NumberCell Read(Func<int, string?> cell, string region) =>
        IsSomebodyElses(cell) ? default : NumberCell.Of(cell(Place), Heading, region);
}
