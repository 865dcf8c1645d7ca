using System.Diagnostics;
using System.Management.Automation;
using Kirimy.Client.Delivery;
using Kirimy.Client.RateLimiting;

namespace Kirimy.PowerShell.Output;

/// <summary>
/// The progress display of a long send. A console with 80 columns shows about 60 characters, so the text starts with the
/// reason for a wait and its end. A run of less than a second shows no progress.
/// </summary>
/// <param name="cmdlet">Writes it, on the pipeline thread.</param>
/// <param name="summary">The run.</param>
/// <param name="options">The limits.</param>
internal sealed class SendProgress(Cmdlet cmdlet, SendSummary summary, DeliveryOptions options)
{
    /// <summary>A shorter run shows no progress.</summary>
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(1);

    /// <summary>The time span over which the rate is averaged.</summary>
    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);

    /// <summary>
    /// During a longer wait, no remaining time is shown, because the rate of the last minute doesn't predict it.
    /// </summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);

    private readonly Queue<(long Time, int Done, int Sent)> samples = new([(Stopwatch.GetTimestamp(), 0, 0)]);
    private bool isShown;

    /// <summary>Shows the progress.</summary>
    public void Show(DeliveryProgress progress)
    {
        var counts = summary.Counts;
        var now = Stopwatch.GetTimestamp();
        var oldest = AddSample(now, counts);
        if (summary.Elapsed < InitialDelay)
        {
            return;
        }

        isShown = true;
        var minutes = Elapsed(oldest.Time, now).TotalMinutes;
        var parts = new List<string>();
        var wait = progress.Waiting is { } waiting
            ? Describe(waiting.Reason).With(waiting.Until.ToLocalTime(), FormatTime(waiting.Until))
            : null;
        parts.AddRange(wait is null ? [] : [wait]);
        var percent = summary.Expected is { } expected and > 0 ? Math.Min(100, (int)(100L * counts.Done / expected)) : -1;
        parts.Add(percent < 0 ? counts.ToString() : Text.Progress_Share.With(percent, counts));
        parts.Add(Text.Progress_Rate.With((counts[DeliveryStatus.Sent] - oldest.Sent) / minutes));
        parts.AddRange(progress.InFlight == 0 ? [] : [Text.Progress_InFlight.With(progress.InFlight)]);
        var record = CreateRecord(string.Join("; ", parts));
        record.CurrentOperation = wait;
        record.PercentComplete = percent;
        record.SecondsRemaining = EstimateSeconds(progress.Waiting, (counts.Done - oldest.Done) / minutes);
        cmdlet.WriteProgress(record);
    }

    /// <summary>Removes the progress display.</summary>
    public void Complete()
    {
        if (isShown)
        {
            var record = CreateRecord(Text.Progress_Done);
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }
    }

    private static ProgressRecord CreateRecord(string status) => new(activityId: 0, Text.Progress_Activity, status);

    private static TimeSpan Elapsed(long earlier, long now) => TimeSpan.FromSeconds((now - earlier) / (double)Stopwatch.Frequency);

    /// <summary>The time of a wait that may take days.</summary>
    private static string FormatTime(DateTimeOffset until) =>
        until
            .ToLocalTime()
            .ToString(until - DateTimeOffset.UtcNow < TimeSpan.FromDays(1) ? "HH:mm" : "ddd HH:mm", CultureInfo.CurrentCulture);

    private static string Describe(WaitReason reason) =>
        reason switch
        {
            WaitReason.RateLimit => Text.Progress_RateLimit,
            WaitReason.ServiceBusy => Text.Progress_ServiceBusy,
            WaitReason.ServiceDown => Text.Progress_ServiceDown,
            WaitReason.Pace => Text.Progress_Pace,
            WaitReason.DailyLimit => Text.Progress_DailyLimit,
            WaitReason.SendingHours => Text.Progress_SendingHours,
            _ => Text.Progress_Repeat,
        };

    /// <summary>Adds a sample for the current time.</summary>
    /// <returns>The sample that the rate is measured from.</returns>
    private (long Time, int Done, int Sent) AddSample(long now, SendCounts counts)
    {
        samples.Enqueue((now, counts.Done, counts[DeliveryStatus.Sent]));
        while (samples.Count > 2 && Elapsed(samples.Peek().Time, now) > RateWindow)
        {
            samples.Dequeue();
        }

        return samples.Peek();
    }

    /// <summary>Estimated from the rate and the limits, in seconds; -1 if unknown.</summary>
    private int EstimateSeconds(Waiting? waiting, double donePerMinute)
    {
        if (summary.Expected is not { } expected || waiting?.Until - DateTimeOffset.UtcNow > LongWait)
        {
            return -1;
        }

        var rest = expected - summary.Counts.Done;
        var byRate = donePerMinute > 0 ? rest / donePerMinute : 0;
        var byLimit = (rest - 1) / options.Limits.Requests * options.Limits.Window.TotalMinutes;
        return (int)Math.Max(0, Math.Min(int.MaxValue, TimeSpan.FromMinutes(1).TotalSeconds * Math.Max(byRate, byLimit)));
    }
}
