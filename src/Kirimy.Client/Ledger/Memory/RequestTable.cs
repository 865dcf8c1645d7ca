namespace Kirimy.Client.Ledger.Memory;

/// <summary>
/// The rate limiter's sliding window: the requests of one key that wait, are in flight, or still count. Not thread-safe.
/// </summary>
internal sealed class RequestTable
{
    private readonly SortedSet<(TimeSpan Ends, long Id)> waiting = [];

    /// <summary>The requests in flight, and finished ones that still count.</summary>
    private readonly SortedSet<(TimeSpan Ends, long Id)> begun = [];

    /// <summary>The waiting requests, and the requests in flight.</summary>
    private readonly Dictionary<long, Request> open = [];
    private long lastId;

    /// <summary>The time at which a request has room: when so many others have ended that fewer than the limit remain.</summary>
    /// <param name="id">A waiting request; 0 for a new one. Only new requests wait behind waiting ones.</param>
    /// <param name="limit">The number of places.</param>
    public TimeSpan Room(long id, int limit, TimeSpan now)
    {
        Sweep(now);
        var others = id == 0 ? waiting.Count : 0;
        if (begun.Count + others < limit)
        {
            return now;
        }

        var all = others == 0 ? begun : begun.Concat(waiting);
        var end = all.Select(static request => request.Ends).OrderByDescending(static ends => ends).ElementAt(limit - 1);
        return end > now ? end : now;
    }

    /// <summary>Adds a request.</summary>
    public long Add(Request request)
    {
        var id = ++lastId;
        open.Add(id, request);
        (request.IsInFlight ? begun : waiting).Add((request.Ends, id));
        return id;
    }

    /// <summary>Frees a place that wasn't used.</summary>
    /// <returns>The request; null if there is none.</returns>
    public Request? Remove(long id)
    {
        if (open.TryGetValue(id, out var request))
        {
            open.Remove(id);
            (request.IsInFlight ? begun : waiting).Remove((request.Ends, id));
        }

        return request;
    }

    /// <summary>Ends a request; its place is taken until a time.</summary>
    /// <returns>The request; null if there is none.</returns>
    public Request? End(long id, TimeSpan ends, TimeSpan now)
    {
        var request = Remove(id);
        if (request is not null && ends > now)
        {
            begun.Add((ends, id));
        }

        return request;
    }

    /// <summary>
    /// Frees the places of requests that ended a window ago. A request in flight that is overdue can still arrive, and counts.
    /// </summary>
    private void Sweep(TimeSpan now)
    {
        while (begun.Count > 0 && begun.Min is var (ends, id) && ends <= now)
        {
            begun.Remove((ends, id));
            if (open.TryGetValue(id, out var request))
            {
                request = request with { Ends = now + LedgerOptions.OverdueInterval };
                open[id] = request;
                begun.Add((request.Ends, id));
            }
        }
    }

    /// <summary>A request that waits or is in flight.</summary>
    /// <param name="Ends">The time until which its place is taken, as far as is known.</param>
    /// <param name="Day">The session and day that it took a message of; null while it waits.</param>
    public sealed record Request(TimeSpan Ends, (string Session, DateTime Date)? Day)
    {
        /// <summary>Whether it has begun.</summary>
        public bool IsInFlight => Day is not null;
    }
}
