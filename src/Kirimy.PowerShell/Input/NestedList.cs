using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>Lists in lists, such as <c>$team, $oncall</c>, as one list.</summary>
internal static class NestedList
{
    /// <summary>The deepest nesting that is read. A list that contains itself has no end.</summary>
    public const int MaxDepth = 8;

    /// <summary>The values of a list and of the lists in it, in order.</summary>
    /// <returns>Null if the nesting is too deep.</returns>
    public static IReadOnlyList<object?>? Flatten(IList list)
    {
        var values = new List<object?>();
        return Add(values, list, depth: 1) ? values : null;
    }

    private static bool Add(List<object?> values, IList list, int depth)
    {
        foreach (var element in list)
        {
            if ((element is PSObject wrapped ? wrapped.BaseObject : element) is not IList inner || inner is char[])
            {
                values.Add(element);
            }
            else if (depth == MaxDepth || !Add(values, inner, depth + 1))
            {
                return false;
            }
        }

        return true;
    }
}
