using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

/// <summary>The header of a contact file: the names of its columns, and which of them have the number and the name.</summary>
internal sealed class ContactHeader
{
    private const int MaxNamed = 12;

    /// <summary>The properties of every contact, which no column may hide.</summary>
    private static readonly string[] OwnProperties =
    [
        nameof(Contact.Recipient),
        ColumnName.Receive,
        nameof(Contact.Name),
        nameof(Contact.RowNumber),
        nameof(Contact.SourceFile),
        nameof(Contact.IsValid),
        nameof(Contact.Reason),
        nameof(Contact.Advice),
    ];

    private readonly int person;

    private ContactHeader(string[] names, int row, int firstRow, string path, NumberColumns columns, NumberColumnSurvey survey)
    {
        Names = names;
        Row = row;
        FirstRow = firstRow;
        AllNumbers = columns;
        Survey = survey;
        person = ColumnName.FindFirst(ColumnName.OfPerson, names);
        Columns = new ContactColumns(names, [.. names.Select(ShownAs)], person) { File = Path.GetFileName(path) };
    }

    /// <summary>The column names in the file; empty for a column without one.</summary>
    public IReadOnlyList<string> Names { get; }

    public int Row { get; }

    /// <summary>The first row with any text: a title, if it isn't the header.</summary>
    public int FirstRow { get; }

    /// <summary>All columns whose heading may be that of the number, regardless of their cells.</summary>
    public NumberColumns AllNumbers { get; }

    public NumberColumnSurvey Survey { get; }
    public ContactColumns Columns { get; }

    public IEnumerable<(string Name, string ShownAs)> Renamed =>
        Names.Select((name, index) => (Name: name, ShownAs: ShownAs(name, index) ?? name)).Where(column => column.Name != column.ShownAs);

    public static ContactHeader Read(IReadOnlyList<(int Row, string[] Cells)> head, ContactFileOptions options, string file)
    {
        var cells = head.Select(h => h.Cells).ToList();
        var at = FindHeader(head, cells, options, file);
        string[] names = [.. cells[at].Select(cell => cell.Trim())];
        RefuseDuplicates(names, file);
        var columns = NumbersOf(names, options.NumberColumn, file);
        var survey = new NumberColumnSurvey(columns, [.. cells.Skip(at + 1).Take(NumberColumnSurvey.MaxRows)], options.Region);
        if (survey.Columns.IsEmpty)
        {
            var tried = FormatList(columns.InOrder.Select(column => VisibleText.Of(names[column.Index])));
            throw new KirimyException(NumberReason.NoNumberColumn, Text.File_NoNumbers.With(file, tried));
        }

        if (survey.Conflict is { } conflict && !options.ReadsAllNumbers)
        {
            throw new KirimyException(
                ErrorCode.InputAmbiguous,
                Text.File_TwoNumbers.With(file, VisibleText.Of(names[conflict.One]), VisibleText.Of(names[conflict.Other]))
            );
        }

        return new ContactHeader(names, head[at].Row, head[0].Row, file, columns, survey);
    }

    private static int FindHeader(
        IReadOnlyList<(int Row, string[] Cells)> head,
        List<string[]> cells,
        ContactFileOptions options,
        string file
    )
    {
        if (options.HeaderRow is { } row)
        {
            var index = head.TakeWhile(h => h.Row != row).Count();
            return index < head.Count ? index : throw new KirimyException(ErrorCode.FileEmpty, Text.File_NoHeaderRow.With(file, row));
        }

        var found = HeaderSearch.Find(cells, options.NumberColumn);
        var data = cells.FindIndex(options.ReadsAllNumbers ? HeaderSearch.HasNumber : HeaderSearch.IsData);
        if (data >= 0 && data < Math.Max(1, found))
        {
            throw new KirimyException(NumberReason.NoNumberColumn, Text.File_NoHeader.With(file, head[data].Row));
        }

        return Math.Max(0, found);
    }

    private static void RefuseDuplicates(string[] names, string file)
    {
        var duplicates = names
            .Select((name, index) => (name, index))
            .Where(n => n.name.Length > 0)
            .GroupBy(n => n.name, n => n.index + 1, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .ToList();
        if (duplicates.Count > 0)
        {
            throw new KirimyException(
                ErrorCode.ColumnDuplicate,
                Text.File_DuplicateColumn.With(
                    file,
                    FormatList(duplicates.Select(d => $"{VisibleText.Of(d.Key)} ({string.Join(", ", d)})"))
                )
            );
        }
    }

    private static NumberColumns NumbersOf(string[] names, string? numberColumn, string file)
    {
        var columns = numberColumn is null ? NumberColumns.Of(names) : NumberColumns.Named(numberColumn, names);
        if (!columns.IsEmpty)
        {
            return columns;
        }

        var present = FormatList(names.Where(name => name.Length > 0).Select(VisibleText.Of));
        throw numberColumn is null
            ? new KirimyException(NumberReason.NoNumberColumn, Text.File_NoNumberColumn.With(file, present))
            : new KirimyException(ErrorCode.ColumnNotFound, Text.File_ColumnNotFound.With(file, VisibleText.Of(numberColumn), present));
    }

    private static string FormatList(IEnumerable<string> values) =>
        string.Join(", ", values.Take(MaxNamed + 1).Select((value, index) => index < MaxNamed ? value : "…"));

    private string? ShownAs(string name, int index)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (!OwnProperties.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return name;
        }

        var isOwn =
            (index == Survey.Primary && ColumnName.IsRecipient(name))
            || (index == person && string.Equals(name, nameof(Contact.Name), StringComparison.OrdinalIgnoreCase));
        return isOwn ? null : FindFreeName("Column_" + name);
    }

    private string FindFreeName(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? FindFreeName("Column_" + name) : name;
}
