using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Waits for the sending hours and for the reset of the daily limit, which can take hours. They use the wall clock in steps, because
/// timers stop while a machine sleeps, and because the clock can be set. Thread-safe.
/// </summary>
/// <param name="options">The hours, the reset and the clock.</param>
/// <param name="onWait">Called at the start of each step.</param>
internal sealed class SendingSchedule(DeliveryOptions options, Action<Waiting> onWait)
{
    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(30);

    /// <summary>The day that messages sent now belong to.</summary>
    public DateTime Today => options.Limits.DailyReset.DateOf(Now);

    /// <summary>When the daily limit resets, in local time.</summary>
    public DateTimeOffset NextReset => options.ResetAfter(Now);

    /// <summary>Whether a request may start now.</summary>
    public bool IsOpen => options.Hours?.IsOpen(Now) ?? true;

    private DateTimeOffset Now => options.Time.GetUtcNow();

    /// <summary>Waits until the sending hours begin; returns immediately within them.</summary>
    public async Task WaitForHoursAsync(CancellationToken stop)
    {
        while (!IsOpen && !stop.IsCancellationRequested)
        {
            var now = Now;
            var opens = options.Hours!.NextOpening(now);
            await StepAsync(new Waiting(WaitReason.SendingHours, options.ToLocalTime(opens)), opens - now, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the daily limit resets. Ends early if the clock is set back: the ledger has to be asked again then.</summary>
    public async Task WaitForResetAsync(DateTimeOffset resetsAt, CancellationToken stop)
    {
        var waiting = new Waiting(WaitReason.DailyLimit, options.ToLocalTime(options.Hours?.NextOpening(resetsAt) ?? resetsAt));
        var (last, now) = (DateTimeOffset.MinValue, Now);
        while (now < resetsAt && now >= last && !stop.IsCancellationRequested)
        {
            await StepAsync(waiting, resetsAt - now, stop).ConfigureAwait(false);
            (last, now) = (now, Now);
        }
    }

    private Task StepAsync(Waiting waiting, TimeSpan left, CancellationToken stop)
    {
        onWait(waiting);
        return Platform.WaitAsync(options.Time, left < MaxStep ? left : MaxStep, stop);
    }
}
