using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Kirimy;

/// <summary>One row of a contact file. In PowerShell every column of the file is a property beside those listed here.</summary>
public sealed class Contact : IDynamicMetaObjectProvider
{
    private readonly ContactColumns columns;
    private readonly string[] cells;

    internal Contact(ContactColumns columns, string[] cells)
    {
        this.columns = columns;
        this.cells = cells;
    }

    /// <summary>The number in the service's form, digits with the country code (<c>62…</c>); null if Kirimy can't send to it.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The name of the person, as the file has it; null when the file has no such column.</summary>
    public string? Name => columns.Person < 0 ? null : cells[columns.Person];

    /// <summary>The row as a spreadsheet counts: the header of most files is row 1. A cell with line breaks is in one row.</summary>
    public int RowNumber { get; internal init; }

    /// <summary>The name of the file, without its folder.</summary>
    public string? SourceFile => columns.File;

    /// <summary>Whether Kirimy can send to the number: it is valid and Indonesian.</summary>
    public bool IsValid => Reason is null;

    /// <summary>The reason that Kirimy can't send to the number, one of <see cref="NumberReason"/>; null if it can.</summary>
    public string? Reason { get; internal init; }

    /// <summary>File, row and column, what is wrong there and what to do; also a warning on a valid number, such as a landline.</summary>
    public string? Advice { get; internal init; }

    /// <summary>How many rows with any text came before it in its file.</summary>
    internal int Position { get; init; }

    /// <summary>How many contacts there are from this one on; null if its file isn't the only one that is read.</summary>
    internal int? RowsLeft => columns.RowCount - Position;

    /// <summary>The number as it was written.</summary>
    internal string Written => NumberPlace < 0 ? string.Empty : cells[NumberPlace];

    /// <summary>The position of the column that the row's number was read from; -1 for none.</summary>
    internal int NumberPlace { get; init; } = -1;

    /// <summary>The columns that are properties beside the contact's own.</summary>
    internal IReadOnlyList<string> ColumnNames => columns.Shown;

    /// <summary>All columns, by their names in the file.</summary>
    internal IReadOnlyList<string> FileColumns => columns.Written;

    /// <summary>The cells, in the order of <see cref="FileColumns"/>.</summary>
    internal IReadOnlyList<string> Cells => cells;

    /// <inheritdoc/>
    public override string ToString() => Recipient ?? Reason ?? string.Empty;

    /// <inheritdoc/>
    /// <remarks>
    /// A runspace that has not imported the module, such as one of ForEach-Object -Parallel, knows nothing of the properties that the
    /// module adds. There this says what <c>$_.company</c> is.
    /// </remarks>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new ColumnBinding(parameter, this);

    /// <summary>The cell of a column, by its name in any case; null when there is no such column.</summary>
    internal string? Cell(string name)
    {
        var place = columns.IndexOf(name);
        return place < 0 ? null : cells[place];
    }

    /// <summary>The cell of a column that a property of the contact's own hides, by the name in the file; null for any other column.</summary>
    internal string? HiddenCell(string name)
    {
        var place = columns.IndexOfHidden(name);
        return place < 0 ? null : cells[place];
    }

    /// <summary>Whether a property, of a column or <see cref="Name"/>, can be changed: all but the number, which has been checked.</summary>
    internal bool CanChange(string name) => Place(name) is var place and >= 0 && place != NumberPlace;

    /// <summary>Changes the cell behind a property that <see cref="CanChange"/>.</summary>
    internal void Change(string name, string cell) => cells[Place(name)] = cell;

    private int Place(string name) =>
        string.Equals(name, nameof(Name), StringComparison.OrdinalIgnoreCase) ? columns.Person : columns.IndexOf(name);

    private sealed class ColumnBinding(Expression expression, Contact contact)
        : DynamicMetaObject(expression, BindingRestrictions.Empty, contact)
    {
        private static readonly MethodInfo CellMethod = typeof(Contact).GetMethod(
            nameof(Cell),
            BindingFlags.Instance | BindingFlags.NonPublic
        )!;

        public override IEnumerable<string> GetDynamicMemberNames() => ((Contact)Value!).ColumnNames;

        public override DynamicMetaObject BindGetMember(GetMemberBinder binder)
        {
            var other = binder.FallbackGetMember(this);
            var cell = Expression.Call(Expression.Convert(Expression, typeof(Contact)), CellMethod, Expression.Constant(binder.Name));
            return new DynamicMetaObject(
                Expression.Coalesce(Expression.Convert(cell, typeof(object)), Expression.Convert(other.Expression, typeof(object))),
                BindingRestrictions.GetTypeRestriction(Expression, typeof(Contact)).Merge(other.Restrictions)
            );
        }
    }
}
