namespace Kirimy.Sandbox.Service;

/// <summary>
/// Counts messages per session and day. The API does not say when its day begins; it is Indonesian, so the day is that of Asia/Jakarta,
/// which is UTC+7 the whole year. Callers take turns.
/// </summary>
internal sealed class DailyCount(int limit, TimeProvider time)
{
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private DateTime day;

    /// <summary>Whether a session has sent all that it may send today.</summary>
    public bool IsUsedUp(string session)
    {
        Turn();
        return counts.TryGetValue(session, out var count) && count >= limit;
    }

    /// <summary>Counts a message that was sent.</summary>
    public void Add(string session)
    {
        Turn();
        counts[session] = counts.TryGetValue(session, out var count) ? count + 1 : 1;
    }

    private void Turn()
    {
        var today = time.GetUtcNow().ToOffset(Jakarta).Date;
        if (today != day)
        {
            day = today;
            counts.Clear();
        }
    }
}

/// <summary>At most so many in any stretch of time of a given length. Callers take turns.</summary>
internal sealed class SlidingWindow(int limit, TimeSpan length, TimeProvider time)
{
    private readonly Queue<long> taken = new();

    /// <summary>Takes a place, if there is one; a refusal takes none, so that asking again too soon does not prolong the wait.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        while (taken.Count > 0 && time.GetElapsedTime(taken.Peek(), now) >= length)
        {
            _ = taken.Dequeue();
        }

        if (taken.Count >= limit)
        {
            return false;
        }

        taken.Enqueue(now);
        return true;
    }
}
