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
    public static bool IsName(string text)
    {
        return text.Length is > 0 and <= MaxNameLength
            && char.IsLetter(text[0])
            && text[text.Length - 1] != ' '
            && text.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.')
            && text.Count(char.IsDigit) <= MaxDigits;
    }

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
