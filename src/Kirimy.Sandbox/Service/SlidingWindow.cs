namespace Kirimy.Sandbox.Service;

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
