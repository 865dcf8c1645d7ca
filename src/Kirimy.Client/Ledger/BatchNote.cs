namespace Kirimy.Client.Ledger;

/// <summary>The data of a run about its batch, in addition to its requests.</summary>
/// <param name="Began">When the run began.</param>
internal sealed record BatchNote(string BatchId, DateTimeOffset Began)
{
    /// <summary>The number of messages of the batch; null if unknown.</summary>
    public int? Total { get; init; }

    /// <summary>
    /// The <see cref="Total"/> of an earlier note of the same run; null if there is none. A larger total of another run isn't replaced.
    /// </summary>
    public int? EarlierTotal { get; init; }

    /// <summary>
    /// Results without a request: rows that were refused, and messages that weren't sent. They are recorded unless the ledger has a more
    /// certain record of the message. A refused row has no key, and is identified by its place in the input.
    /// </summary>
    public IReadOnlyList<SendResult> Unsent { get; init; } = [];
}
