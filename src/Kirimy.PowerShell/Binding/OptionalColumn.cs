using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>
/// A column that rows need not have. To go through a row's properties for a name as a person writes it costs more than all else that is
/// read of the row, so where the first row has none, the later ones are asked for the very names alone.
/// </summary>
internal sealed class OptionalColumn(RowColumn column)
{
    private bool isMissing;

    /// <summary>As <see cref="RowColumn.TryRead"/>.</summary>
    public bool TryRead(PSObject row, out string? cell)
    {
        if (isMissing)
        {
            return column.TryReadNamed(row, out cell);
        }

        var isFound = column.TryRead(row, out cell);
        isMissing = !isFound;
        return isFound;
    }
}
