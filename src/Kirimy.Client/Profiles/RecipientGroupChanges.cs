namespace Kirimy.Client.Profiles;

/// <summary>Groups to add to a profile, to replace in it, or to remove from it. Its other groups stay as they are.</summary>
/// <param name="groups">The members by the group's name; none removes the group.</param>
public sealed class RecipientGroupChanges(IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
{
    /// <summary>The groups after the changes; null if none is left.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>>? Apply(IReadOnlyDictionary<string, IReadOnlyList<string>>? current)
    {
        var changed = RecipientGroups.Merge(groups, current ?? RecipientGroups.None).Where(static group => group.Value.Count > 0);
        var left = changed.ToDictionary(static group => group.Key, static group => group.Value, StringComparer.OrdinalIgnoreCase);
        return left.Count == 0 ? null : left;
    }
}
