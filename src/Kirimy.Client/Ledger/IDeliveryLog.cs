using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>Read access to the records of a ledger, of all API keys. Not thread-safe.</summary>
/// <remarks>All of it throws <see cref="KirimyException"/>: LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.</remarks>
internal interface IDeliveryLog : IDisposable
{
    /// <summary>Reads records on demand, newest first.</summary>
    IEnumerable<DeliveryRecord> Read(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>The number of records that <see cref="Clear"/> would delete.</summary>
    long Count(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Deletes records, except those that a live process is sending.</summary>
    /// <returns>The number of deleted records.</returns>
    long Clear(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Resolves a message whose status is Unknown. Other records aren't changed.</summary>
    /// <returns>The current record, changed or not; null if it doesn't exist.</returns>
    DeliveryRecord? Resolve(string id, DeliveryStatus status);

    /// <summary>The API keys with which messages of a batch were sent at a service, may have arrived, or are in flight.</summary>
    /// <param name="service">The service's root address.</param>
    IReadOnlyList<string> KeysOfBatch(string batchId, Uri service);

    /// <summary>Reads the batches of all API keys, the most recent run first. Counts are computed lazily.</summary>
    /// <param name="isWanted">The filter by name.</param>
    /// <param name="limits">The limits of the plan, with the reset of the day.</param>
    IEnumerable<Batch> Batches(Func<string, bool> isWanted, RateLimits limits);

    /// <summary>
    /// Moves a batch to another API key, so that messages sent with the earlier one aren't sent again. If both keys have a message, the
    /// record that is more certain is kept.
    /// </summary>
    /// <param name="fromKey">The fingerprint of its current key.</param>
    /// <param name="newKey">The new key, of the same service.</param>
    /// <returns>The number of moved records; null, without any change, if a live process is sending one of them.</returns>
    int? MoveBatch(string batchId, string fromKey, LedgerScope newKey);

    /// <summary>Gets the usage of the limits, for each key and session in the ledger.</summary>
    /// <param name="limits">The limits of the plan.</param>
    IReadOnlyList<Quota> Quotas(RateLimits limits);
}
