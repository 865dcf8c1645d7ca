using System.Collections.ObjectModel;

namespace Kirimy.Client.Planning;

/// <summary>How often each of some names came up.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> counts;

    /// <param name="comparer">When two names are one.</param>
    public Tally(StringComparer comparer) => counts = new(comparer);

    public void Add(string name)
    {
        counts.TryGetValue(name, out var count);
        counts[name] = count + 1;
    }

    /// <summary>The most frequent first, and in the order of the alphabet where there is no difference.</summary>
    public IReadOnlyDictionary<string, int> ToDictionary()
    {
        // Without a removal, a dictionary is enumerated in the order in which it was filled.
        var ordered = new Dictionary<string, int>(counts.Comparer);
        foreach (var pair in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            ordered.Add(pair.Key, pair.Value);
        }

        return new ReadOnlyDictionary<string, int>(ordered);
    }
}
