using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// The cells of one row after another. The rows of a file have the same columns, so which of them is meant is found out once, and anew for
/// each row whose columns are others than those of the row before. Not for several threads at once.
/// </summary>
internal sealed class RowCells
{
    private readonly List<PSPropertyInfo> properties = [];
    private readonly Dictionary<RowColumn, int> places = [];
    private string[] names = [];
    private PSObject? row;

    /// <summary>Goes on to a row.</summary>
    public void Open(PSObject next)
    {
        row = next;
        properties.Clear();
        if (next.BaseObject is IDictionary)
        {
            return;
        }

        // Once through all of them costs less than to ask for ten names, of which most rows have two.
        foreach (var property in next.Properties)
        {
            properties.Add(property);
        }

        if (!HasSameColumns())
        {
            names = [.. properties.Select(property => property.Name)];
            places.Clear();
        }
    }

    /// <summary>As <see cref="RowColumn.TryRead"/>, of the row that is open.</summary>
    public bool TryRead(RowColumn column, out string? cell)
    {
        if (row!.BaseObject is IDictionary)
        {
            return column.TryRead(row, out cell);
        }

        if (!places.TryGetValue(column, out var place))
        {
            places.Add(column, place = column.IndexIn(names));
        }

        cell = place < 0 ? null : column.CellOf(properties[place]);
        return place >= 0;
    }

    private bool HasSameColumns()
    {
        if (properties.Count != names.Length)
        {
            return false;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (!string.Equals(properties[i].Name, names[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
