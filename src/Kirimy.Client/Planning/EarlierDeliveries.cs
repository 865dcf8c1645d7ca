using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Planning;

/// <summary>
/// Snapshot of the ledger for one API key: the remaining messages of today, and the records of a batch. Needs about 40 bytes per record of
/// the batch. Thread-safe.
/// </summary>
internal sealed class EarlierDeliveries
{
    private readonly Dictionary<MessageDigest, DeliveryStatus> batch = [];
    private readonly Dictionary<string, int> remainingToday = new(StringComparer.Ordinal);
    private readonly int messagesPerDay;

    private EarlierDeliveries(int messagesPerDay) => this.messagesPerDay = messagesPerDay;

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

    public int RemainingToday(string sessionId) => remainingToday.TryGetValue(sessionId, out var left) ? left : messagesPerDay;

    /// <summary>Sent, Unknown or InProgress if the message wouldn't be sent again; otherwise null.</summary>
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
