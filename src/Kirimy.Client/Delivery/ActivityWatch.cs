using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>When it is time to tell what a batch is doing, and what it waits for. Not for several threads at once.</summary>
internal sealed class ActivityWatch(TimeProvider time)
{
    /// <summary>The least time between two tellings.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private Waiting? waiting;
    private long nextTick;

    /// <summary>The wait that ends first, while it lasts.</summary>
    public Waiting? Current => waiting is { } current && current.Until > time.GetLocalNow() ? current : null;

    /// <summary>Whether it is time; if so, the next time is a tick later.</summary>
    public bool IsTime()
    {
        var now = time.GetTimestamp();
        if (now < nextTick)
        {
            return false;
        }

        nextTick = now + (long)(Tick.TotalSeconds * time.TimestampFrequency);
        return true;
    }

    /// <summary>A wait began.</summary>
    public void Wait(Waiting next)
    {
        if (Current is not { } current || next.Until < current.Until)
        {
            waiting = next;
        }
    }
}
