namespace Kirimy.Benchmarks.Server;

/// <summary>
/// A sliding window rate limiter, the strictest reading of "100 requests a minute": it counts the requests in every window.
/// </summary>
/// <param name="most">The maximum number of requests in a window.</param>
/// <param name="window">The duration of the window.</param>
/// <param name="time">The clock.</param>
internal sealed class SlidingWindowLog(int most, TimeSpan window, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<long> inWindow = new();
    private readonly List<double> accepted = [];
    private int refused;

    /// <summary>Returns whether a request that arrives now is allowed.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            while (inWindow.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= window)
            {
                inWindow.Dequeue();
            }

            if (inWindow.Count >= most)
            {
                refused++;
                return false;
            }

            inWindow.Enqueue(now);
            accepted.Add(time.GetElapsedTime(0, now).TotalMilliseconds);
            return true;
        }
    }

    /// <summary>Returns and clears the times of accepted requests, in milliseconds from a fixed moment.</summary>
    public IReadOnlyList<double> TakeAccepted()
    {
        lock (gate)
        {
            IReadOnlyList<double> taken = [.. accepted];
            accepted.Clear();
            return taken;
        }
    }

    /// <summary>Returns and resets the number of refused requests.</summary>
    public int TakeRefused()
    {
        lock (gate)
        {
            return Interlocked.Exchange(ref refused, 0);
        }
    }
}
