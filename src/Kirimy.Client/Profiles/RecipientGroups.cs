using System.Collections.ObjectModel;

namespace Kirimy.Client.Profiles;

/// <summary>Named groups of recipients, such as those on call.</summary>
internal static class RecipientGroups
{
    private const int MaxNameLength = 50;

    /// <summary>A group's name has fewer digits than any phone number.</summary>
    private const int MaxDigits = 4;

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> None { get; } = Freeze(new());

    /// <summary>Whether a text can be a group's name: it begins with a letter and can't be taken for a phone number.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength
        && char.IsLetter(text[0])
        && text[^1] != ' '
        && text.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.')
        && text.Count(char.IsDigit) <= MaxDigits;

    /// <summary>If both have a name, the first one takes precedence.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Merge(
        IReadOnlyDictionary<string, IReadOnlyList<string>> first,
        IReadOnlyDictionary<string, IReadOnlyList<string>> second
    )
    {
        var merged = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in second.Concat(first))
        {
            merged[group.Key] = group.Value;
        }

        return Freeze(merged);
    }

    internal static ReadOnlyDictionary<string, IReadOnlyList<string>> Freeze(Dictionary<string, IReadOnlyList<string>> groups) =>
        new(new Dictionary<string, IReadOnlyList<string>>(groups, StringComparer.OrdinalIgnoreCase));
}

/// <summary>Groups to add or replace in a profile; an empty list removes the group. Its other groups aren't changed.</summary>
internal sealed class RecipientGroupChanges(IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
{
    internal IReadOnlyDictionary<string, IReadOnlyList<string>>? Apply(IReadOnlyDictionary<string, IReadOnlyList<string>>? current)
    {
        var changed = RecipientGroups.Merge(groups, current ?? RecipientGroups.None).Where(static group => group.Value.Count > 0);
        var left = changed.ToDictionary(static group => group.Key, static group => group.Value, StringComparer.OrdinalIgnoreCase);
        return left.Count == 0 ? null : left;
    }
}

/// <summary>Parser for several values in one text, such as an environment variable.</summary>
internal static class SeparatedList
{
    private static readonly char[] Separators = [',', ';', '\r', '\n'];

    public static IEnumerable<string> Split(string? text) =>
        (text ?? string.Empty).Split(Separators).Select(static value => value.Trim()).Where(static value => value.Length > 0);
}
