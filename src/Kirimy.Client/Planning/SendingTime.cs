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
    /// itself takes isn't known, and with several at once it seldom matters.
    /// </summary>
    public TimeSpan Duration(DeliveryOptions options) =>
        Duration(
            options,
            loads.Values.GroupBy(load => load.SessionIds[0], load => load.Messages, StringComparer.Ordinal).Select(session => session.Sum())
        );

    /// <summary>Simulates the sending from now on, period by period: each ends with the sending hours or with the day.</summary>
    /// <param name="options">The limits, the intervals, the hours and the clock.</param>
    /// <param name="remainingToday">How many messages a session may still send today.</param>
    public SendingForecast Forecast(DeliveryOptions options, Func<string, int> remainingToday)
    {
        var reset = options.Limits.DailyReset;
        var moment = options.Time.GetUtcNow();
        var (firstDay, day, end) = (reset.DateOf(moment), reset.DateOf(moment), moment);
        var pending = loads.Values.Where(load => load.Messages > 0).Select(load => (load.SessionIds, Left: load.Messages)).ToList();
        var room = Sessions.ToDictionary(session => session, remainingToday, StringComparer.Ordinal);
        var today = 0;
        while (pending.Count > 0)
        {
            moment = options.Hours?.NextOpening(moment) ?? moment;
            if (reset.DateOf(moment) != day)
            {
                day = reset.DateOf(moment);
                room = room.Keys.ToDictionary(session => session, _ => options.Limits.MessagesPerDay, StringComparer.Ordinal);
            }

            var periodEnd = Earlier(reset.EndOfDay(moment), options.Hours?.NextClosing(moment));
            var sent = SendInPeriod(pending, room, options, periodEnd - moment);
            today += day == firstDay ? sent.Values.Sum() : 0;
            end = moment + Duration(options, sent.Values);
            pending.RemoveAll(load => load.Left == 0);
            moment = periodEnd;
        }

        return new SendingForecast(today, (day - firstDay).Days + 1, options.ToLocalTime(end));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    private static TimeSpan Duration(DeliveryOptions options, IEnumerable<int> messagesBySession)
    {
        var messages = messagesBySession.ToList();
        var windows = Math.Max(0, messages.Sum() - 1) / options.Limits.Requests;
        var byPause = Math.Max(0, messages.DefaultIfEmpty().Max() - 1) * Rest(options);
        return TimeSpan.FromTicks(Math.Max(windows * options.Limits.Window.Ticks, byPause));
    }

    /// <summary>The average rest of a session after a message, in ticks.</summary>
    private static long Rest(DeliveryOptions options) => (options.MinimumInterval.Ticks + options.MaximumInterval.Ticks) / 2;

    /// <summary>Takes from what is pending, and from the sessions' room, what can be sent in a period.</summary>
    /// <returns>How many messages each session sends.</returns>
    private static Dictionary<string, int> SendInPeriod(
        List<(IReadOnlyList<string> SessionIds, int Left)> pending,
        Dictionary<string, int> room,
        DeliveryOptions options,
        TimeSpan period
    )
    {
        var ticks = period.Ticks - 1;
        var inAll = (1 + (ticks / options.Limits.Window.Ticks)) * options.Limits.Requests;
        var bySession = Rest(options) is > 0 and var rest ? 1 + (ticks / rest) : long.MaxValue;
        var sent = room.Keys.ToDictionary(session => session, _ => 0, StringComparer.Ordinal);
        for (var i = 0; i < pending.Count; i++)
        {
            var (sessions, left) = pending[i];
            foreach (var session in sessions)
            {
                var count = (int)Math.Min(Math.Min(left, room[session]), Math.Min(inAll, bySession - sent[session]));
                room[session] -= count;
                sent[session] += count;
                inAll -= count;
                left -= count;
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

/// <summary>How a send would go.</summary>
/// <param name="Today">How many messages go out today.</param>
/// <param name="Days">The number of calendar days, today being the first.</param>
/// <param name="FinishesAt">When the last message goes out, in local time.</param>
internal sealed record SendingForecast(int Today, int Days, DateTimeOffset FinishesAt);
