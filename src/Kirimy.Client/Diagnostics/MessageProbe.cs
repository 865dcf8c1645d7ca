using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Diagnostics;

/// <summary>Sends one real message like any other, with limits and ledger, but without retries.</summary>
public static class MessageProbe
{
    /// <summary>Sends the message.</summary>
    /// <param name="client">The client.</param>
    /// <param name="address">The address of the ledger.</param>
    /// <param name="options">The options of the ledger.</param>
    /// <param name="message">The message.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="stopping">Ends the wait; a request in flight may finish.</param>
    /// <returns>The result; null if it was stopped before the result was known.</returns>
    /// <exception cref="KirimyException">The ledger can't be opened.</exception>
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
