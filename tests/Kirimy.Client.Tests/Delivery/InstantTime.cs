using System.Collections.Concurrent;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>A simulated clock that skips every wait, and records it.</summary>
internal sealed class InstantTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly DateTimeOffset start = start ?? new(2026, 8, 17, 3, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<TimeSpan> waits = new();
    private long now = 1;

    public IReadOnlyList<TimeSpan> Waits => [.. waits];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override DateTimeOffset GetUtcNow() => TrueTime + Error;

    /// <summary>The time of a monotonic clock.</summary>
    public DateTimeOffset TrueTime => start.AddTicks(GetTimestamp());

    /// <summary>The time by which the clock was set forward.</summary>
    public TimeSpan Error { get; set; }

    public void Advance(TimeSpan time) => Interlocked.Add(ref now, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        waits.Enqueue(dueTime);
        Advance(dueTime);

        // Never inside the call, because the waiting code may hold a lock.
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Done();
    }

    private sealed class Done : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
