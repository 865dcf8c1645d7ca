using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>Read access to the records of a ledger, of all API keys. Not thread-safe.</summary>
/// <remarks>All of it throws <see cref="KirimyException"/>: LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.</remarks>
public interface IDeliveryLog : IDisposable
{
    /// <summary>Reads records, newest first, as they are asked for.</summary>
    IEnumerable<DeliveryRecord> Read(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>How many records a filter finds that <see cref="Clear"/> would delete.</summary>
    long Count(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Deletes records; those that a live process is at stay.</summary>
    /// <returns>How many were deleted.</returns>
    long Clear(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Says how a message ended that nobody knew of. Only a record that is Unknown is changed.</summary>
    /// <param name="id">The record.</param>
    /// <param name="status">Sent or Failed.</param>
    /// <returns>The record as it is now, changed or not; null when there is none.</returns>
    DeliveryRecord? Settle(string id, DeliveryStatus status);

    /// <summary>The API keys by which messages of a batch were sent at a service, may have arrived, or are on their way.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="service">The service's root address.</param>
    /// <returns>Their fingerprints.</returns>
    IReadOnlyList<string> KeysOfBatch(string batchId, Uri service);

    /// <summary>Reads the batches of all API keys, the one that ran last first. Each is counted when it is asked for.</summary>
    /// <param name="isWanted">Whether a batch is wanted, by its name.</param>
    /// <param name="limits">The plan's limits: when the day resets.</param>
    IEnumerable<Batch> Batches(Func<string, bool> isWanted, RateLimits limits);

    /// <summary>
    /// Gives a batch to another API key: what was sent with the earlier one isn't sent again. Of a message that both keys have, the record
    /// that says more stays.
    /// </summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="fromKey">The fingerprint of the key that it belongs to.</param>
    /// <param name="newKey">The key that it is given to; both keys are of the same service.</param>
    /// <returns>How many records were taken over; null, and nothing is changed, if a live process is sending one of them.</returns>
    int? TakeOver(string batchId, string fromKey, LedgerScope newKey);

    /// <summary>Gets the usage of the limits, for each key and session in the ledger.</summary>
    /// <param name="limits">The limits of the plan.</param>
    IReadOnlyList<Quota> Quotas(RateLimits limits);
}
