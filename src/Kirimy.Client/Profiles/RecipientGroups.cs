using System.Collections.ObjectModel;

namespace Kirimy.Client.Profiles;

/// <summary>Named groups of recipients, such as those on call.</summary>
public static class RecipientGroups
{
    private const int MaxNameLength = 50;

    /// <summary>The shortest phone number of E.164 in practice has more digits than a group's name may have.</summary>
    private const int MaxDigits = 4;

    /// <summary>No groups.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> None { get; } = Freeze(new());

    /// <summary>Whether a text can be a group's name: it begins with a letter, and can't be taken for a phone number.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength
        && char.IsLetter(text[0])
        && text[^1] != ' '
        && text.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.')
        && text.Count(char.IsDigit) <= MaxDigits;

    /// <summary>The groups of two places; of a name that both have, the first one's.</summary>
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

    /// <summary>Keeps groups from being changed. Names are found in any case.</summary>
    internal static ReadOnlyDictionary<string, IReadOnlyList<string>> Freeze(Dictionary<string, IReadOnlyList<string>> groups) =>
        new(new Dictionary<string, IReadOnlyList<string>>(groups, StringComparer.OrdinalIgnoreCase));
}

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

/// <summary>Several values in one text, as an environment variable holds them.</summary>
public static class SeparatedList
{
    private static readonly char[] Separators = [',', ';', '\r', '\n'];

    /// <summary>The values between commas, semicolons and line breaks, without white space around them; none if the text is blank.</summary>
    public static IEnumerable<string> Split(string? text) =>
        (text ?? string.Empty).Split(Separators).Select(static value => value.Trim()).Where(static value => value.Length > 0);
}
