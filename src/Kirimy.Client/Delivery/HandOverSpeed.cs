namespace Kirimy.Client.Delivery;

/// <summary>
/// Whether results come so fast that they are better handed out together: to wake a thread for each one costs more than all else that is
/// done for a message. Not for several threads at once.
/// </summary>
internal sealed class HandOverSpeed(TimeProvider time)
{
    /// <summary>Results that come closer together than this are handed out together, at most this late.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(1);

    /// <summary>How many results are timed together, at least.</summary>
    private const int Sample = 64;

    private int sampled;
    private long sampleBegan;

    public bool IsFast { get; private set; }

    /// <summary>Results came back.</summary>
    public void Count(int results)
    {
        sampled += results;
        if (sampled < Sample)
        {
            return;
        }

        var now = time.GetTimestamp();
        IsFast = sampleBegan != 0 && time.GetElapsedTime(sampleBegan, now) < TimeSpan.FromTicks(sampled * Together.Ticks);
        sampled = 0;
        sampleBegan = now;
    }

    /// <summary>None came in all of <see cref="Together"/>: from here on each one is waited for, until they come fast again.</summary>
    public void SlowDown() => IsFast = false;
}
