using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>How a batch is sent.</summary>
public sealed record DeliveryOptions
{
    /// <summary>What to do when nobody knows whether a request arrived.</summary>
    public DeliveryMode Mode { get; init; } = DeliveryMode.AtMostOnce;

    /// <summary>How many messages are under way at once; at least 1.</summary>
    public int ThrottleLimit { get; init; } = 5;

    /// <summary>How often a message is repeated at most, 0 for never. Going over to another session is no repeat.</summary>
    public int MaximumRetryCount { get; init; } = 5;

    /// <summary>The longest wait before the first repeat; it doubles with each, up to 60 s. The wait itself is random below it.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the plan allows.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>The shortest pause between two messages of a session.</summary>
    public TimeSpan MinimumInterval { get; init; }

    /// <summary>The longest pause between two messages of a session; not below <see cref="MinimumInterval"/>. Zero is no pause.</summary>
    public TimeSpan MaximumInterval { get; init; }

    /// <summary>How long requests under way may go on when the batch is cut short.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Random numbers from 0 up to 1, for jitter; called by several threads.</summary>
    public Func<double> Random { get; init; } = Platform.NextRandom;

    /// <summary>
    /// The time between two probes once a message had all its repeats and the service was never reached: rows are given up no faster
    /// than the limits would have let them be sent.
    /// </summary>
    internal TimeSpan IntervalWhileDown
    {
        get
        {
            var fair = TimeSpan.FromTicks(Limits.Window.Ticks / Limits.Requests * ThrottleLimit);
            return fair > RetryInterval ? fair : RetryInterval;
        }
    }
}
