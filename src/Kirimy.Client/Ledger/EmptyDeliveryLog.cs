using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>Null object: the log of a ledger without any record.</summary>
internal sealed class EmptyDeliveryLog : IDeliveryLog
{
    /// <inheritdoc/>
    public IEnumerable<DeliveryRecord> Read(DeliveryFilter filter, CancellationToken cancellationToken) => [];

    /// <inheritdoc/>
    public long Count(DeliveryFilter filter, CancellationToken cancellationToken) => 0;

    /// <inheritdoc/>
    public long Clear(DeliveryFilter filter, CancellationToken cancellationToken) => 0;

    /// <inheritdoc/>
    public DeliveryRecord? Resolve(string id, DeliveryStatus status) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> KeysOfBatch(string batchId, Uri service) => [];

    /// <inheritdoc/>
    public IEnumerable<Batch> Batches(Func<string, bool> isWanted, RateLimits limits) => [];

    /// <inheritdoc/>
    public int? MoveBatch(string batchId, string fromKey, LedgerScope newKey) => 0;

    /// <inheritdoc/>
    public IReadOnlyList<Quota> Quotas(RateLimits limits) => [];

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to dispose of.
    }
}
