namespace Kirimy.Client.Ledger;

/// <summary>How many records of a batch have each status.</summary>
internal sealed class BatchCounts
{
    private readonly long[] counts = new long[(int)DeliveryStatus.InProgress + 1];

    /// <summary>How many records have a status.</summary>
    public long this[DeliveryStatus status]
    {
        get => counts[(int)status];
        set => counts[(int)status] = value;
    }

    /// <summary>All records.</summary>
    public long Sum => counts.Sum();

    /// <summary>The batch with these counts.</summary>
    /// <param name="batchId">Its name.</param>
    /// <param name="key">The fingerprint of its API key.</param>
    /// <param name="first">When its first run began.</param>
    /// <param name="last">When its last run began.</param>
    /// <param name="told">How many messages its runs said it has; null if none said so.</param>
    /// <param name="reset">When the daily limit resets next.</param>
    public Batch ToBatch(string batchId, string key, DateTimeOffset first, DateTimeOffset last, long? told, DateTimeOffset reset)
    {
        var total = told is { } known ? Math.Max(known, Sum) : (long?)null;
        var notSent = this[DeliveryStatus.NotSent] + (total - Sum ?? 0);
        return new Batch
        {
            BatchId = batchId,
            KeyFingerprint = key,
            FirstRun = first,
            LastRun = last,
            Total = (int?)total,
            Sent = (int)this[DeliveryStatus.Sent],
            Failed = (int)this[DeliveryStatus.Failed],
            Unknown = (int)this[DeliveryStatus.Unknown],
            NotSent = (int)notSent,
            InProgress = (int)this[DeliveryStatus.InProgress],
            NextReset = notSent > 0 ? reset : null,
        };
    }
}
