using Kirimy.Client.Delivery;

namespace Kirimy.Client.Planning;

/// <summary>How long the limits and pauses make messages take.</summary>
internal sealed class SendingTime
{
    private readonly Dictionary<string, Load> loads = new(StringComparer.Ordinal);
    private Load? latest;

    /// <summary>All sessions, in the order in which they were met.</summary>
    public IReadOnlyList<string> Sessions => [.. loads.Values.SelectMany(load => load.SessionIds).Distinct(StringComparer.Ordinal)];

    /// <summary>How many messages there are, each part being one.</summary>
    public int Messages => loads.Values.Sum(load => load.Messages);

    /// <summary>Counts messages that the first of some sessions sends, or the next one where it can't.</summary>
    public void Add(IReadOnlyList<string> sessionIds, int messages)
    {
        // Most rows have the very same list.
        if (latest is null || !ReferenceEquals(latest.SessionIds, sessionIds))
        {
            var name = string.Join("\n", sessionIds);
            latest = loads.TryGetValue(name, out var known) ? known : loads[name] = new Load(sessionIds);
        }

        latest.Messages += messages;
    }

    /// <summary>
    /// The shortest time that sending takes: so many requests a window, and so long a rest of a session after each message. What a request
    /// itself takes is not known, and with several at once seldom matters.
    /// </summary>
    public TimeSpan Duration(DeliveryOptions options)
    {
        var windows = Math.Max(0, Messages - 1) / options.Limits.Requests;
        var rest = (options.MinimumInterval.Ticks + options.MaximumInterval.Ticks) / 2;
        var byPause = loads.Values.Select(load => Math.Max(0, load.Messages - 1L) * rest).DefaultIfEmpty().Max();
        return TimeSpan.FromTicks(Math.Max(windows * options.Limits.Window.Ticks, byPause));
    }

    /// <summary>How many messages go out today, and on how many days all do, today being one.</summary>
    public (int Today, int Days) Days(DeliveryOptions options, Func<string, int> leftToday)
    {
        var today = 0;
        var days = (int)Math.Ceiling(Duration(options).TotalDays);
        foreach (var load in loads.Values)
        {
            var first = (int)Math.Min(load.Messages, load.SessionIds.Sum(session => (long)leftToday(session)));
            var eachDay = (long)options.Limits.MessagesPerDay * load.SessionIds.Count;
            today += first;
            days = Math.Max(days, (int)(1 + ((load.Messages - first + eachDay - 1) / eachDay)));
        }

        return (today, days);
    }

    /// <summary>What some sessions have to send.</summary>
    private sealed class Load(IReadOnlyList<string> sessionIds)
    {
        public IReadOnlyList<string> SessionIds => sessionIds;

        public int Messages { get; set; }
    }
}
