namespace Kirimy.Client.Delivery;

/// <summary>
/// How fast results come, and so how many are better handed out together: to wake a thread for each one costs more than all else that is
/// done for a message. Not for several threads at once.
/// </summary>
internal sealed class HandOverSpeed(TimeProvider time)
{
    /// <summary>While results come fast, they are handed out together, at most this late.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(10);

    /// <summary>Results come fast when they are closer together than this.</summary>
    private static readonly TimeSpan Close = TimeSpan.FromMilliseconds(1);

    /// <summary>How many results are timed together, at least.</summary>
    private const int Sample = 64;

    /// <summary>How many messages are ready ahead of the workers at most, however fast they are.</summary>
    private const int MostAhead = 256;

    private int sampled;
    private long sampleBegan = time.GetTimestamp();
    private long handedOver;

    /// <summary>Whether results come fast.</summary>
    public bool IsFast => Ahead > 0;

    /// <summary>How many messages are to be ready ahead of the workers: what they send in some milliseconds. 0 while they are slow.</summary>
    public int Ahead { get; private set; }

    /// <summary>Whether results that are there have waited for <see cref="Together"/>, or may have.</summary>
    public bool IsDue => time.GetElapsedTime(handedOver) >= Together;

    /// <summary>Results are handed over.</summary>
    public void Count(int results)
    {
        handedOver = time.GetTimestamp();
        sampled += results;
        if (sampled < Sample)
        {
            return;
        }

        var now = handedOver;
        var apart = time.GetElapsedTime(sampleBegan, now).TotalMilliseconds / sampled;
        Ahead = apart < Close.TotalMilliseconds ? (int)Math.Min(MostAhead, Math.Ceiling(Together.TotalMilliseconds / apart)) : 0;
        sampled = 0;
        sampleBegan = now;
    }

    /// <summary>None was there when it was time for some: from here on each one is waited for, until they come fast again.</summary>
    public void SlowDown() => Ahead = 0;
}
