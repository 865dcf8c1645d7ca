namespace Kirimy.Client.Ledger;

/// <summary>The number of a batch's records with each status.</summary>
internal sealed class BatchCounts
{
    private readonly long[] counts = new long[(int)DeliveryStatus.InProgress + 1];

    /// <summary>The number of records with a status.</summary>
    public long this[DeliveryStatus status]
    {
        get => counts[(int)status];
        set => counts[(int)status] = value;
    }

    /// <summary>All records.</summary>
    public long Sum => counts.Sum();

    /// <summary>The batch with these counts.</summary>
    /// <param name="key">The fingerprint of its API key.</param>
    /// <param name="first">When its first run began.</param>
    /// <param name="last">When its last run began.</param>
    /// <param name="told">The number of messages that its runs reported; null if unknown.</param>
    /// <param name="reset">The next reset of the daily limit.</param>
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
