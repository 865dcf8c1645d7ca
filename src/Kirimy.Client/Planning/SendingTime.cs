using Kirimy.Client.Delivery;

namespace Kirimy.Client.Planning;

/// <summary>Estimates how long sending takes under the limits and pauses.</summary>
internal sealed class SendingTime
{
    private readonly Dictionary<string, Load> loads = new(StringComparer.Ordinal);
    private Load? latest;

    public IReadOnlyList<string> Sessions => [.. loads.Values.SelectMany(load => load.SessionIds).Distinct(StringComparer.Ordinal)];

    public int Messages => loads.Values.Sum(load => load.Messages);

    /// <summary>Counts messages that the first session sends, or the next one if it can't.</summary>
    public void Add(IReadOnlyList<string> sessionIds, int messages)
    {
        // Most rows share one list.
        if (latest is null || !ReferenceEquals(latest.SessionIds, sessionIds))
        {
            var name = string.Join("\n", sessionIds);
            latest = loads.TryGetValue(name, out var known) ? known : loads[name] = new Load(sessionIds);
        }

        latest.Messages += messages;
    }

    /// <summary>By the rate limit and a session's average pause. The duration of requests isn't known and seldom matters.</summary>
    public TimeSpan Duration(DeliveryOptions options) =>
        Duration(
            options,
            loads.Values.GroupBy(load => load.SessionIds[0], load => load.Messages, StringComparer.Ordinal).Select(session => session.Sum())
        );

    /// <summary>Simulates sending from now on, period by period: each ends with the sending hours or the day.</summary>
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
        var byPause = Math.Max(0, messages.DefaultIfEmpty().Max() - 1) * AveragePause(options);
        return TimeSpan.FromTicks(Math.Max(windows * options.Limits.Window.Ticks, byPause));
    }

    private static long AveragePause(DeliveryOptions options) => (options.MinimumInterval.Ticks + options.MaximumInterval.Ticks) / 2;

    /// <summary>
    /// Subtracts a period's messages from the pending ones and the sessions' room, and returns them by session.
    /// </summary>
    private static Dictionary<string, int> SendInPeriod(
        List<(IReadOnlyList<string> SessionIds, int Left)> pending,
        Dictionary<string, int> room,
        DeliveryOptions options,
        TimeSpan period
    )
    {
        var ticks = period.Ticks - 1;
        var inAll = (1 + (ticks / options.Limits.Window.Ticks)) * options.Limits.Requests;
        var bySession = AveragePause(options) is > 0 and var pause ? 1 + (ticks / pause) : long.MaxValue;
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

    private sealed class Load(IReadOnlyList<string> sessionIds)
    {
        public IReadOnlyList<string> SessionIds => sessionIds;

        public int Messages { get; set; }
    }
}

/// <summary>Days are calendar days, including today; times are local.</summary>
internal sealed record SendingForecast(int Today, int Days, DateTimeOffset FinishesAt);
