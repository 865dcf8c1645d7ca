using System.Dynamic;
using System.Linq.Expressions;
using System.Reflection;

namespace Kirimy;

/// <summary>One row of a contact file. In PowerShell, every column of the file is an additional property.</summary>
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

    /// <summary>The name of the person in the file; null if the file has no such column.</summary>
    public string? Name => columns.Person < 0 ? null : cells[columns.Person];

    /// <summary>The row as a spreadsheet counts: the header of most files is row 1. A cell with line breaks counts as one row.</summary>
    public int RowNumber { get; internal init; }

    /// <summary>The name of the file, without its folder.</summary>
    public string? SourceFile => columns.File;

    /// <summary>Whether Kirimy can send to the number: it is valid and Indonesian.</summary>
    public bool IsValid => Reason is null;

    /// <summary>The reason that Kirimy can't send to the number, one of <see cref="NumberReason"/>; null if it can.</summary>
    public string? Reason { get; internal init; }

    /// <summary>
    /// The file, the row, the column, the problem and the recommended action; also a warning about a valid number, such as a landline.
    /// </summary>
    public string? Advice { get; internal init; }

    /// <summary>The number of rows with any text before it in its file.</summary>
    internal int Position { get; init; }

    /// <summary>The number of contacts from this one on; null if its file isn't the only one that is read.</summary>
    internal int? RowsLeft => columns.RowCount - Position;

    /// <summary>The number as written.</summary>
    internal string Written => NumberIndex < 0 ? string.Empty : cells[NumberIndex];

    /// <summary>The position of the row's number column; -1 if there is none.</summary>
    internal int NumberIndex { get; init; } = -1;

    /// <summary>The columns that are additional properties.</summary>
    internal IReadOnlyList<string> ColumnNames => columns.Shown;

    /// <summary>The names of all columns in the file.</summary>
    internal IReadOnlyList<string> FileColumns => columns.Written;

    /// <summary>The cells in the order of <see cref="FileColumns"/>.</summary>
    internal IReadOnlyList<string> Cells => cells;

    /// <inheritdoc/>
    public override string ToString() => Recipient ?? Reason ?? string.Empty;

    /// <inheritdoc/>
    /// <remarks>
    /// A runspace that hasn't imported the module, such as one of ForEach-Object -Parallel, doesn't have the properties that the module
    /// adds. There, this method resolves <c>$_.company</c>.
    /// </remarks>
    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new ColumnBinding(parameter, this);

    /// <summary>The cell of a column by its name, ignoring case; null if there is no such column.</summary>
    internal string? Cell(string name)
    {
        var index = columns.IndexOf(name);
        return index < 0 ? null : cells[index];
    }

    /// <summary>
    /// The cell of a column that an own property of the contact hides, by the name in the file; null for any other column.
    /// </summary>
    internal string? HiddenCell(string name)
    {
        var index = columns.IndexOfHidden(name);
        return index < 0 ? null : cells[index];
    }

    /// <summary>Whether a column or <see cref="Name"/> can be changed. The number can't, because it was validated.</summary>
    internal bool CanChange(string name) => IndexOf(name) is var index and >= 0 && index != NumberIndex;

    /// <summary>Changes the cell of a property, if <see cref="CanChange"/> allows it.</summary>
    internal void Change(string name, string cell) => cells[IndexOf(name)] = cell;

    private int IndexOf(string name) =>
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

/// <summary>The columns of a contact file, shared by all its rows.</summary>
internal sealed class ContactColumns
{
    private readonly Dictionary<string, int> indices = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> hidden = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="written">The names in the file, distinct ignoring case.</param>
    /// <param name="names">
    /// The names of the properties, distinct ignoring case; null for a column that isn't an additional property.
    /// </param>
    /// <param name="person">The position of the person's name; -1 if there is none.</param>
    public ContactColumns(IReadOnlyList<string> written, IReadOnlyList<string?> names, int person)
    {
        Written = written;
        Person = person;
        for (var index = 0; index < names.Count; index++)
        {
            if (names[index] is not { } name)
            {
                continue;
            }

            indices.Add(name, index);
            if (name != written[index])
            {
                hidden.Add(written[index], index);
            }
        }

        Shown = [.. indices.OrderBy(p => p.Value).Select(p => p.Key)];
    }

    /// <summary>The names in the file, in its order.</summary>
    public IReadOnlyList<string> Written { get; }

    /// <summary>The name of the file, without its folder.</summary>
    public string? File { get; init; }

    /// <summary>The number of rows in the file; null if it isn't the only one that is read.</summary>
    public int? RowCount { get; set; }

    /// <summary>The position of the person's name; -1 if there is none.</summary>
    public int Person { get; }

    /// <summary>The names of additional properties, in the file's order.</summary>
    public IReadOnlyList<string> Shown { get; }

    /// <summary>The position of a column by its property; -1 if there is no such column.</summary>
    public int IndexOf(string name) => indices.TryGetValue(name, out var index) ? index : -1;

    /// <summary>The position of a column that is shown under another name, by its name in the file; -1 for any other column.</summary>
    public int IndexOfHidden(string name) => hidden.TryGetValue(name, out var index) ? index : -1;
}
