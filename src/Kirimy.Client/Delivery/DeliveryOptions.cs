using Kirimy.Client.RateLimiting;
using Kirimy.Client.Scheduling;

namespace Kirimy.Client.Delivery;

/// <summary>The options of a batch.</summary>
internal sealed record DeliveryOptions
{
    /// <summary>Whether to retry if it isn't known whether a request arrived.</summary>
    public DeliveryMode Mode { get; init; } = DeliveryMode.AtMostOnce;

    /// <summary>The number of workers: how many messages are sent at the same time; at least 1.</summary>
    public int ThrottleLimit { get; init; } = 5;

    /// <summary>The maximum number of retries of one message; 0 for none. A failover to another session isn't a retry.</summary>
    public int MaximumRetryCount { get; init; } = 5;

    /// <summary>
    /// The maximum backoff before the first retry; it doubles with each retry, up to 60 s. The actual wait is random below it (full
    /// jitter).
    /// </summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The limits of the plan.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>Whether a message whose sessions all reached their daily limit waits until it resets; otherwise it isn't sent.</summary>
    public bool WaitForNextDay { get; init; }

    /// <summary>The sending hours; null for any time. A message waits until they begin.</summary>
    public SendingHours? Hours { get; init; }

    /// <summary>The minimum delay between two messages of a session.</summary>
    public TimeSpan MinimumInterval { get; init; }

    /// <summary>
    /// The maximum delay between two messages of a session; not below <see cref="MinimumInterval"/>. Zero means no delay.
    /// </summary>
    public TimeSpan MaximumInterval { get; init; }

    /// <summary>Grace period: how long requests in flight may continue after the batch was stopped.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = Clock.Current;

    /// <summary>Random numbers from 0 up to 1, for jitter; called by several threads.</summary>
    public Func<double> Random { get; init; } = Platform.NextRandom;

    /// <summary>When the daily limit resets after a moment, in local time.</summary>
    public DateTimeOffset ResetAfter(DateTimeOffset moment) => ToLocalTime(Limits.DailyReset.EndOfDay(moment));

    /// <summary>A moment in the clock's own time zone.</summary>
    internal DateTimeOffset ToLocalTime(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Time.LocalTimeZone);

    /// <summary>
    /// The time between two probes after a message used up its retries without reaching the service. So messages don't fail faster than the
    /// limits would allow them to be sent.
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
