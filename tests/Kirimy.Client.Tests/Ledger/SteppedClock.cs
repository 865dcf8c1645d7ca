using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>A simulated clock that advances from wait to wait until a task completes.</summary>
public sealed class SteppedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock gate = new();
    private readonly List<Alarm> waits = [];
    private TaskCompletionSource changed = NewSignal();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, base.CreateTimer(callback, state, dueTime, period));
        alarm.Set(dueTime);
        return alarm;
    }

    /// <summary>Advances the time until a task completes.</summary>
    public async Task PassUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            DateTimeOffset? next;
            Task change;
            lock (gate)
            {
                next = waits.Count > 0 ? waits.Min(static alarm => alarm.Due) : null;
                waits.RemoveAll(alarm => alarm.Due == next);
                change = changed.Task;
            }

            if (next is null)
            {
                await Task.WhenAny(task, change);
            }
            else if (next > GetUtcNow())
            {
                Advance(next.Value - GetUtcNow());
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Alarm(SteppedClock clock, ITimer timer) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Set(TimeSpan dueTime)
        {
            lock (clock.gate)
            {
                clock.waits.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.GetUtcNow() + dueTime;
                    clock.waits.Add(this);
                    clock.changed.SetResult();
                    clock.changed = NewSignal();
                }
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = timer.Change(dueTime, period);
            Set(dueTime);
            return isChanged;
        }

        public void Dispose()
        {
            Set(Timeout.InfiniteTimeSpan);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Set(Timeout.InfiniteTimeSpan);
            return timer.DisposeAsync();
        }
    }
}
