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
