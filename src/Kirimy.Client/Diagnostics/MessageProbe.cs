using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Diagnostics;

/// <summary>Sends one real message like any other, with limits and ledger, but without retries.</summary>
internal static class MessageProbe
{
    /// <summary>Null if it was stopped before the result was known; a request in flight may finish.</summary>
    public static SendResult? Send(
        KirimyClient client,
        LedgerAddress address,
        LedgerOptions options,
        OutgoingMessage message,
        Action<string> warn,
        CancellationToken stopping
    )
    {
        SendResult? result = null;
        using var ledger = address.Open(new LedgerScope(client.Fingerprint, client.Address.Root), options);
        var delivery = new DeliveryOptions
        {
            Limits = options.Limits,
            MaximumRetryCount = 0,
            ThrottleLimit = 1,
        };
        using var batch = new DeliveryBatch(client, ledger, delivery, sent => result = sent, warn, static _ => { }, stopping);
        batch.Post(message);
        batch.Complete();
        return result;
    }
}
