using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>Tells which messages of a key are done, or somebody's, by their identity.</summary>
/// <param name="file">Where.</param>
/// <param name="holder">The process that asks.</param>
/// <param name="keyId">The key.</param>
/// <param name="options">How records are kept.</param>
/// <param name="recovery">What takes over from processes that are gone.</param>
internal sealed class KnownMessages(SqliteFile file, string holder, long keyId, LedgerOptions options, Recovery recovery)
{
    private readonly ClaimTable claims = new(file);
    private readonly RecordTable records = new(file, options.Time);

    /// <summary>What is on record of a message. Inside of a transaction.</summary>
    public KnownMessage Find(OutgoingMessage message, long now)
    {
        if (IdOf(message) is not { } id)
        {
            return default;
        }

        var isTaken = claims.Find(id) is { } claim && (claim.Holder == holder || !recovery.Run(holder, now) || claims.Find(id) is not null);
        return isTaken ? Taken(id) : Ended(id);
    }

    /// <summary>The same outside of one.</summary>
    /// <returns>Null where it takes one: the message is one that a process left which is gone.</returns>
    public KnownMessage? TryFind(OutgoingMessage message)
    {
        if (IdOf(message) is not { } id)
        {
            return default(KnownMessage);
        }

        return claims.Find(id) is not { } claim ? Ended(id)
            : claim.Holder == holder || HolderFile.IsAlive(file.Path, claim.Holder) ? Taken(id)
            : null;
    }

    private static KnownMessage Taken(long id) => new(id, ReservationResult.InProgress, null);

    private long? IdOf(OutgoingMessage message) => message.Identity is { } identity ? records.Find(keyId, identity, message.Receive) : null;

    private KnownMessage Ended(long id)
    {
        var earlier = records.Get(id)!;
        return earlier.Status switch
        {
            DeliveryStatus.Sent => new(id, ReservationResult.AlreadySent, earlier),
            DeliveryStatus.Unknown when !options.ResendUnknown => new(id, ReservationResult.MayHaveArrived, earlier),
            DeliveryStatus.Unknown => new(id, null, earlier),
            _ => new(id, null, null),
        };
    }
}
