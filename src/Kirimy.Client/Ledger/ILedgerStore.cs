using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger;

/// <summary>
/// The store of a ledger's records, requests and counts: memory, SQLite or Redis. Each call is one atomic step, durable when it returns, and
/// none of them waits for its turn: <see cref="LedgerEntry"/> does that. For one API key at one service. Thread-safe.
/// </summary>
/// <remarks>
/// If the store can't be used within <see cref="LedgerOptions.Timeout"/>, each call throws <see cref="KirimyException"/>.
/// </remarks>
internal interface ILedgerStore : IDisposable
{
    /// <summary>Looks up the record of a message that has an idempotency key; reserves nothing.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself.</param>
    /// <returns>Why it may not be sent; <see cref="ReservationResult.Go"/> if <see cref="BeginAsync"/> decides.</returns>
    ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what a request needs: the record, a place in the window, one message of the session's day. If the place is free now, the
    /// request is in flight when this returns <see cref="ReservationResult.Go"/>; otherwise a later place is reserved.
    /// </summary>
    /// <param name="entry">The message; keeps what was taken for the next call.</param>
    /// <param name="sessionId">The session that is to send.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself; what was reserved before stays so until it is given back.</param>
    ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken);

    /// <summary>No request was made: its place and its message of the day are given back; the record stays the entry's.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself: what isn't given back is freed when the store is closed.</param>
    ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>A request is over, the message is, or both.</summary>
    /// <param name="entry">The message.</param>
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
