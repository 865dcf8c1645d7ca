using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

/// <summary>The header of a contact file: what its columns are called, and which of them are the number and the name.</summary>
internal sealed class ContactHeader
{
    /// <summary>How many columns an error names.</summary>
    private const int MostNamed = 12;

    /// <summary>What a contact has of its own, which a column of that name must not hide.</summary>
    private static readonly string[] OwnProperties =
    [
        nameof(Contact.Receive),
        nameof(Contact.Name),
        nameof(Contact.RowNumber),
        nameof(Contact.SourceFile),
        nameof(Contact.IsValid),
        nameof(Contact.Reason),
        nameof(Contact.Advice),
    ];

    private readonly int person;

    private ContactHeader(string[] names, int number, int person, string path)
    {
        Names = names;
        Number = number;
        this.person = person;
        Columns = new ContactColumns(names, [.. names.Select(ShownAs)], number, person) { File = Path.GetFileName(path) };
    }

    /// <summary>The names as the file has them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the number stands in a row.</summary>
    public int Number { get; }

    /// <summary>The columns as a contact shows them.</summary>
    public ContactColumns Columns { get; }

    /// <summary>The columns that a contact shows under another name, with that name.</summary>
    public IEnumerable<(string Name, string ShownAs)> Renamed =>
        Names.Select((name, place) => (Name: name, ShownAs: ShownAs(name, place) ?? name)).Where(column => column.Name != column.ShownAs);

    /// <summary>Reads the header of a file.</summary>
    /// <param name="records">The file, with the header as its current record.</param>
    /// <param name="numberColumn">The name of the number's column, where a person gave it.</param>
    /// <param name="file">The file's name for an error.</param>
    /// <exception cref="KirimyException">COLUMN_UNNAMED, COLUMN_DUPLICATE, COLUMN_NOT_FOUND, NO_NUMBER_COLUMN.</exception>
    public static ContactHeader Read(RecordReader records, string? numberColumn, string file)
    {
        var names = new string[records.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = records[i].Trim();
        }

        if (LooksLikeData(names))
        {
            throw new KirimyException(NumberReason.NoNumberColumn, Text.File_NoHeader.With(file, records.RowNumber));
        }

        RefuseUnnamed(names, file);
        RefuseDuplicates(names, file);
        return new ContactHeader(names, FindNumber(names, numberColumn, file), ColumnName.FindFirst(ColumnName.OfPerson, names), file);
    }

    /// <summary>The cell of a number, in the first row: a file without a header.</summary>
    private static bool LooksLikeData(string[] names) => names.Any(name => PhoneNumberReader.Read(name).E164 is not null);

    private static void RefuseUnnamed(string[] names, string file)
    {
        var unnamed = names.Select((name, place) => (name, place)).Where(n => n.name.Length == 0).Select(n => n.place + 1).ToList();
        if (unnamed.Count > 0)
        {
            throw new KirimyException(
                ErrorCode.ColumnUnnamed,
                Text.File_UnnamedColumn.With(file, Listed(unnamed.Select(u => u.ToString(Text.Culture))), names.Length)
            );
        }
    }

    private static void RefuseDuplicates(string[] names, string file)
    {
        var duplicates = names
            .Select((name, place) => (name, place))
            .GroupBy(n => n.name, n => n.place + 1, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .ToList();
        if (duplicates.Count > 0)
        {
            throw new KirimyException(
                ErrorCode.ColumnDuplicate,
                Text.File_DuplicateColumn.With(file, Listed(duplicates.Select(d => $"{VisibleText.Of(d.Key)} ({string.Join(", ", d)})")))
            );
        }
    }

    private static int FindNumber(string[] names, string? numberColumn, string file)
    {
        var number = ColumnName.FindFirst(numberColumn is null ? ColumnName.OfNumber : [numberColumn], names);
        if (number >= 0)
        {
            return number;
        }

        var present = Listed(names.Select(VisibleText.Of));
        throw numberColumn is null
            ? new KirimyException(
                NumberReason.NoNumberColumn,
                Text.File_NoNumberColumn.With(file, string.Join(", ", ColumnName.OfNumber), present)
            )
            : new KirimyException(ErrorCode.ColumnNotFound, Text.File_ColumnNotFound.With(file, VisibleText.Of(numberColumn), present));
    }

    private static string Listed(IEnumerable<string> values)
    {
        var some = values.Take(MostNamed + 1).ToList();
        if (some.Count > MostNamed)
        {
            some[MostNamed] = "…";
        }

        return string.Join(", ", some);
    }

    /// <summary>The name of a column's property; null for the column that is a property of the contact's own already.</summary>
    private string? ShownAs(string name, int place)
    {
        if (!OwnProperties.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return name;
        }

        var isOwn = (place == Number && IsNamed(name, nameof(Contact.Receive))) || (place == person && IsNamed(name, nameof(Contact.Name)));
        return isOwn ? null : Free("Column_" + name);
    }

    private string Free(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? Free("Column_" + name) : name;

    private static bool IsNamed(string name, string property) => string.Equals(name, property, StringComparison.OrdinalIgnoreCase);
}
