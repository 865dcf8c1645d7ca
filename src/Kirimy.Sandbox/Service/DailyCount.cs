namespace Kirimy.Sandbox.Service;

/// <summary>
/// Daily limiter: counts messages per session and day. The API doesn't document when the day begins. Because it is Indonesian, the day is
/// that of Asia/Jakarta, which is UTC+7 all year. Not thread-safe.
/// </summary>
internal sealed class DailyCount(int limit, TimeProvider time)
{
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private DateTime day;

    public bool IsUsedUp(string session)
    {
        ResetOnNewDay();
        return counts.TryGetValue(session, out var count) && count >= limit;
    }

    public void Add(string session)
    {
        ResetOnNewDay();
        counts[session] = counts.TryGetValue(session, out var count) ? count + 1 : 1;
    }

    private void ResetOnNewDay()
    {
        var today = time.GetUtcNow().ToOffset(Jakarta).Date;
        if (today != day)
        {
            day = today;
            counts.Clear();
        }
    }
}

/// <summary>Sliding-window rate limiter. Not thread-safe.</summary>
internal sealed class SlidingWindow(int limit, TimeSpan length, TimeProvider time)
{
    private readonly Queue<long> taken = new();

    /// <summary>Acquires a permit if one is free. A rejected request doesn't count, so retrying too early doesn't prolong the wait.</summary>
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
