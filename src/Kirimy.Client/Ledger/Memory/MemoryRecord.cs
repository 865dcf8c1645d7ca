namespace Kirimy.Client.Ledger.Memory;

/// <summary>The record of a message that has an idempotency key.</summary>
internal sealed class MemoryRecord
{
    private bool mayHaveArrived;

    /// <summary>The owner that is sending it; null for none.</summary>
    public LedgerEntry? Owner { get; set; }

    /// <summary>Its last result; null before the first.</summary>
    public DeliveryRecord? Last { get; private set; }

    /// <summary>
    /// Records the end of a request, of the message, or of both. Once a request may have arrived, the message is Unknown unless it is known
    /// to be sent.
    /// </summary>
    public void End(LedgerEntry owner, bool mayHaveArrived, SendResult? result)
    {
        if (result is null)
        {
            this.mayHaveArrived |= mayHaveArrived;
            return;
        }

        Owner = null;
        var isUncertain = this.mayHaveArrived && result.Status is not (DeliveryStatus.Sent or DeliveryStatus.Unknown);
        if (!isUncertain || Last is not { Status: DeliveryStatus.Unknown })
        {
            Last = DeliveryRecords.From(owner.Message, result, isUncertain ? DeliveryStatus.Unknown : result.Status);
        }

        this.mayHaveArrived = Last.Status == DeliveryStatus.Unknown;
    }
}
