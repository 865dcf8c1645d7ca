using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Diagnostics;

/// <summary>Sends one real message as every other one is sent, within the limits and on record, and repeats nothing.</summary>
public static class MessageProbe
{
    /// <summary>Sends it.</summary>
    /// <param name="client">What posts.</param>
    /// <param name="address">The ledger.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="message">The message.</param>
    /// <param name="warn">Takes a warning.</param>
    /// <param name="stopping">Ends the wait; a request under way may finish.</param>
    /// <returns>What became of it; null when it was stopped before that was known.</returns>
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
