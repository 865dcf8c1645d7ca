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
        var bySession = loads.Values.GroupBy(load => load.SessionIds[0], load => (long)load.Messages, StringComparer.Ordinal);
        var byPause = bySession.Select(session => Math.Max(0, session.Sum() - 1) * rest).DefaultIfEmpty().Max();
        return TimeSpan.FromTicks(Math.Max(windows * options.Limits.Window.Ticks, byPause));
    }

    /// <summary>How many messages go out today, and on how many days all do, today being one.</summary>
    public (int Today, int Days) Days(DeliveryOptions options, Func<string, int> remainingToday)
    {
        var pending = loads.Values.Where(load => load.Messages > 0).Select(load => (load.SessionIds, Left: load.Messages)).ToList();
        var sessions = Sessions;
        var room = sessions.ToDictionary(session => session, remainingToday, StringComparer.Ordinal);
        var (today, days) = (0, 0);
        while (pending.Count > 0)
        {
            var sent = SendOneDay(pending, room);
            days++;
            today = days == 1 ? sent : today;
            pending.RemoveAll(load => load.Left == 0);
            foreach (var session in sessions)
            {
                room[session] = options.Limits.MessagesPerDay;
            }
        }

        return (today, Math.Max(days, (int)Math.Ceiling(Duration(options).TotalDays)));
    }

    private static int SendOneDay(List<(IReadOnlyList<string> SessionIds, int Left)> pending, Dictionary<string, int> room)
    {
        var sent = 0;
        for (var i = 0; i < pending.Count; i++)
        {
            var (sessions, left) = pending[i];
            foreach (var session in sessions)
            {
                var now = Math.Min(left, room[session]);
                room[session] -= now;
                left -= now;
                sent += now;
            }

            pending[i] = (sessions, left);
        }

        return sent;
    }

    /// <summary>What some sessions have to send.</summary>
    private sealed class Load(IReadOnlyList<string> sessionIds)
    {
        public IReadOnlyList<string> SessionIds => sessionIds;

        public int Messages { get; set; }
    }
}
