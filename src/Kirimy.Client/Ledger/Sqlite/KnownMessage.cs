namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>What is on record of a message.</summary>
/// <param name="Id">Its record; null when it is new.</param>
/// <param name="Refusal">Why it may not be sent; null when it may.</param>
/// <param name="Earlier">What an earlier run left of it, where that matters.</param>
internal readonly record struct KnownMessage(long? Id, ReservationResult? Refusal, DeliveryRecord? Earlier)
{
    /// <summary>The same for who only looks.</summary>
    public Reservation ToTurn() => new(Refusal ?? ReservationResult.Go, Earlier: Earlier);
}
