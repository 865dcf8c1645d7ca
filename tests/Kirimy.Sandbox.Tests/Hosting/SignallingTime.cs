using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Sandbox.Tests.Hosting;

/// <summary>A manual clock that signals when a wait on it begins.</summary>
internal sealed class SignallingTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public SignallingTime()
        : base(new DateTimeOffset(2025, 1, 1, 3, 0, 0, TimeSpan.Zero)) { }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes when a wait of a duration has begun.</summary>
    public async Task WaitedForAsync(TimeSpan due)
    {
        while (await waits.Reader.ReadAsync(TestContext.Current.CancellationToken) != due) { }
    }
}
