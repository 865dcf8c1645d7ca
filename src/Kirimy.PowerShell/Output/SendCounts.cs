namespace Kirimy.PowerShell.Output;

/// <summary>The counts of a run's messages by status.</summary>
internal sealed class SendCounts
{
    /// <summary>The order in which counts are shown.</summary>
    private static readonly (DeliveryStatus Status, Func<string> Text)[] Shown =
    [
        (DeliveryStatus.Sent, static () => Text.Count_Sent),
        (DeliveryStatus.Failed, static () => Text.Count_Failed),
        (DeliveryStatus.Unknown, static () => Text.Count_Unknown),
        (DeliveryStatus.NotSent, static () => Text.Count_NotSent),
        (DeliveryStatus.Skipped, static () => Text.Count_Skipped),
    ];

    private readonly int[] counts = new int[(int)DeliveryStatus.InProgress + 1];

    /// <summary>The number of messages with a status.</summary>
    public int this[DeliveryStatus status] => counts[(int)status];

    /// <summary>The number of messages with a result.</summary>
    public int Done => counts.Sum();

    /// <summary>The number of messages that weren't sent because of the daily limit.</summary>
    public int WaitingForReset { get; private set; }

    /// <summary>Counts a result.</summary>
    public void Add(SendResult result)
    {
        counts[(int)result.Status]++;
        WaitingForReset += result is { Status: DeliveryStatus.NotSent, ErrorCode: ErrorCode.DailyLimit } ? 1 : 0;
    }

    /// <summary>Adds messages that weren't reached before the run ended.</summary>
    public void AddNotReached(int messages) => counts[(int)DeliveryStatus.NotSent] += messages;

    /// <summary>The counts in words: always how many were sent, the others only if there are any.</summary>
    public override string ToString() =>
        string.Join(
            ", ",
            Shown
                .Where(shown => shown.Status == DeliveryStatus.Sent || this[shown.Status] > 0)
                .Select(shown => shown.Text().With(this[shown.Status]))
        );
}
