using System.Diagnostics;
using System.Management.Automation;
using Kirimy.Client.Delivery;
using Kirimy.Client.RateLimiting;

namespace Kirimy.PowerShell.Output;

/// <summary>
/// The progress display of a long send: what became of how many, how fast, what is waited for. Nothing where nobody watches, and nothing
/// for what is over in a moment.
/// </summary>
internal sealed class SendProgress
{
    /// <summary>What is over by then needs no display.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Cmdlet cmdlet;
    private readonly int requestsPerMinute;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<DeliveryStatus, int> counts = new() { [DeliveryStatus.Sent] = 0 };
    private bool isShown;

    /// <param name="cmdlet">Writes it, on its own thread.</param>
    /// <param name="requestsPerMinute">The plan's limit.</param>
    public SendProgress(Cmdlet cmdlet, int requestsPerMinute)
    {
        this.cmdlet = cmdlet;
        this.requestsPerMinute = requestsPerMinute;
    }

    /// <summary>How many inputs there are; null while that is not known.</summary>
    public int? Total { get; set; }

    private int Done => counts.Values.Sum();

    /// <summary>Takes note of a result.</summary>
    public void Count(SendResult result) => counts[result.Status] = counts.TryGetValue(result.Status, out var count) ? count + 1 : 1;

    /// <summary>Shows how far it is.</summary>
    public void Show(DeliveryProgress progress)
    {
        var elapsed = TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - began) / (double)Stopwatch.Frequency);
        if (elapsed < Patience)
        {
            return;
        }

        isShown = true;
        var perMinute = counts[DeliveryStatus.Sent] / elapsed.TotalMinutes;
        var record = Record(Text.Progress_Status.With(Outcomes(), progress.Unfinished, perMinute));
        if (progress.Waiting is { } waiting)
        {
            // The compact display of PowerShell 7 shows no current operation.
            record.CurrentOperation = Sentence(waiting.Reason).With(waiting.Until.ToLocalTime());
            record.StatusDescription += "; " + record.CurrentOperation;
        }

        if (Total is { } total and > 0)
        {
            record.PercentComplete = Math.Min(100, 100 * Done / total);
            record.SecondsRemaining = SecondsLeft(total - Done, elapsed);
        }

        cmdlet.WriteProgress(record);
    }

    /// <summary>Takes the display away.</summary>
    public void Complete()
    {
        if (isShown)
        {
            var record = Record(Text.Progress_Done);
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }
    }

    private static ProgressRecord Record(string status) => new(activityId: 0, Text.Progress_Activity, status);

    private static string Sentence(WaitReason reason) =>
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

    private string Outcomes() => string.Join(", ", counts.Select(count => Text.Progress_Outcome.With(count.Value, count.Key)));

    /// <summary>By the pace so far, and no sooner than the plan's limit lets the rest go out.</summary>
    private int SecondsLeft(int rest, TimeSpan elapsed)
    {
        var bySpeed = Done > 0 ? elapsed.TotalSeconds / Done * rest : 0;
        var byLimit = TimeSpan.FromMinutes(rest / requestsPerMinute).TotalSeconds;
        return (int)Math.Min(int.MaxValue, Math.Max(bySpeed, byLimit));
    }
}
