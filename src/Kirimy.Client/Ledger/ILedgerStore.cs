using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger;

/// <summary>
/// The store of a ledger's records, requests and counts: memory, SQLite or Redis. Each call is one atomic step, durable when it returns,
/// and doesn't wait for a free place: <see cref="LedgerEntry"/> does that. For one API key at one service. Thread-safe.
/// </summary>
/// <remarks>
/// If the store can't be used within <see cref="LedgerOptions.Timeout"/>, each call throws <see cref="KirimyException"/>.
/// </remarks>
internal interface ILedgerStore : IDisposable
{
    /// <summary>Looks up the record of a message that has an idempotency key; reserves nothing.</summary>
    /// <param name="cancellationToken">Ends a wait for the store itself.</param>
    /// <returns>The reason that it may not be sent; <see cref="ReservationResult.Go"/> if <see cref="BeginAsync"/> decides.</returns>
    ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Reserves what a request needs: the record, a place in the window, one message of the session's day. If the place is free now, the
    /// request is in flight when this returns <see cref="ReservationResult.Go"/>; otherwise a later place is reserved.
    /// </summary>
    /// <param name="entry">The message; it keeps the reservation for the next call.</param>
    /// <param name="sessionId">The session that is to send.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself; earlier reservations are kept until they are released.</param>
    ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Releases the reservation of a request that wasn't sent: its place and its message of the day. The entry keeps the record.
    /// </summary>
    /// <param name="cancellationToken">Ends a wait for the store itself; the reservation is then freed when the store is closed.</param>
    ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>Records the end of a request, of the message, or of both.</summary>
    /// <param name="request">The request, if there was one: its place is taken until its arrival plus the window.</param>
    /// <param name="result">The result of the message; null if sending continues. If no record was begun, none is made.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself.</param>
    ValueTask EndAsync(LedgerEntry entry, RequestEnd? request, SendResult? result, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeliveryLedger.HoldAsync"/>
    ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeliveryLedger.CloseDayAsync"/>
    ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeliveryLedger.NoteAsync"/>
    ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeliveryLedger.RaiseAsync"/>
    ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeliveryLedger.EndAlertAsync"/>
    ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision decision,
        bool wasSent,
        CancellationToken cancellationToken = default
    );
}
