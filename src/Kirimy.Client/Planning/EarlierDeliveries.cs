using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Planning;

/// <summary>Snapshot of the ledger for one API key: the remaining messages of today, and the records of a batch.</summary>
/// <remarks>It needs about 40 bytes per record of the batch. Thread-safe.</remarks>
public sealed class EarlierDeliveries
{
    private readonly Dictionary<MessageDigest, DeliveryStatus> batch = [];
    private readonly Dictionary<string, int> remainingToday = new(StringComparer.Ordinal);
    private readonly int messagesPerDay;

    private EarlierDeliveries(int messagesPerDay) => this.messagesPerDay = messagesPerDay;

    /// <summary>Reads the ledger without changing it.</summary>
    /// <param name="log">The ledger's records.</param>
    /// <param name="keyFingerprint">The key.</param>
    /// <param name="batchId">The batch; null for none.</param>
    /// <param name="limits">The limits of the plan.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.</exception>
    public static EarlierDeliveries Read(
        IDeliveryLog log,
        string keyFingerprint,
        string? batchId,
        RateLimits limits,
        CancellationToken cancellationToken
    )
    {
        var earlier = new EarlierDeliveries(limits.MessagesPerDay);
        foreach (var quota in log.Quotas(limits).Where(quota => quota.KeyFingerprint == keyFingerprint && quota.SessionId is not null))
        {
            earlier.remainingToday[quota.SessionId!] = quota.RemainingToday;
        }

        var records = batchId is null ? [] : log.Read(new DeliveryFilter { BatchId = batchId }, cancellationToken);
        foreach (var record in records.Where(record => record.KeyFingerprint == keyFingerprint && record.MessageKey is not null))
        {
            earlier.batch[MessageDigest.Of(record.Recipient, record.MessageKey!)] = record.Status;
        }

        return earlier;
    }

    /// <summary>The number of messages that a session may still send today.</summary>
    /// <param name="sessionId">The session.</param>
    public int RemainingToday(string sessionId) => remainingToday.TryGetValue(sessionId, out var left) ? left : messagesPerDay;

    /// <summary>
    /// The status that keeps a message of the batch from being sent again: Sent, Unknown or InProgress; null if it would be sent.
    /// </summary>
    /// <param name="message">The message.</param>
    public DeliveryStatus? Of(OutgoingMessage message)
    {
        if (batch.Count == 0 || message.Identity is not { } identity)
        {
            return null;
        }

        // The first part that wasn't sent decides.
        for (var part = 1; part <= Math.Max(1, message.Parts.Count); part++)
        {
            var key = identity.ForPart(part).Key;
            if (!batch.TryGetValue(MessageDigest.Of(message.Recipient, key), out var status) || status is not DeliveryStatus.Sent)
            {
                return status is DeliveryStatus.Unknown or DeliveryStatus.InProgress ? status : null;
            }
        }

        return DeliveryStatus.Sent;
    }
}
