using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger;

/// <summary>
/// A store that several processes share: SQLite, Redis. Each call is one atomic step, on record when it returns, and none of them waits
/// for a turn: <see cref="StoredLedger"/> does that. For one API key at one service. Any thread.
/// </summary>
/// <remarks>
/// <para>
/// Slots are numbered, one for each request that the window allows; a slot says when it may be used again. The one that may be used first
/// is given out, at once, also when that is in the future: it is then the taker's, and its next use comes after that.
/// </para>
/// <para>
/// A record is held (nothing is under way for it), in flight, or final. One that is held or in flight belongs to a process; when that is
/// gone, held is as good as new and in flight is Unknown.
/// </para>
/// <para>Where the store can't be used within <see cref="LedgerOptions.Timeout"/>, each call throws <see cref="KirimyException"/>.</para>
/// </remarks>
internal interface ILedgerStore : IDisposable
{
    /// <summary>Looks what is on record of a message that has an identity; takes nothing.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself.</param>
    /// <returns>Why it may not be sent; no admission when <see cref="TryBeginAsync"/> is to say.</returns>
    ValueTask<Turn> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what a request needs: the record, one message of the session's day, a slot. Where the slot may be used now and nobody holds
    /// all requests back, the record is in flight when this returns <see cref="Admission.Go"/>.
    /// </summary>
    /// <param name="ticket">The message; keeps what was taken for the next call.</param>
    /// <param name="sessionId">The session that is to send.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself; what was reserved before stays so until it is given back.</param>
    ValueTask<Turn> TryBeginAsync(Ticket ticket, string sessionId, CancellationToken cancellationToken);

    /// <summary>No request was made: slot and day are given back as they were, the record is held.</summary>
    /// <param name="ticket">The message.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself: what is not given back comes back when the store is closed.</param>
    ValueTask GiveBackAsync(Ticket ticket, CancellationToken cancellationToken);

    /// <summary>A request is over, the message is, or both.</summary>
    /// <param name="ticket">The message.</param>
    /// <param name="request">What is known of the request, if one is to be accounted for: its slot rests for the window from its arrival.</param>
    /// <param name="result">What became of the message; null when it goes on. Where no record was begun, none is made.</param>
    /// <param name="cancellationToken">Ends a wait for the store itself.</param>
    ValueTask EndAsync(Ticket ticket, RequestEnd? request, SendResult? result, CancellationToken cancellationToken = default);

    /// <summary>Nobody sends before a time is over.</summary>
    ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ILedger.RaiseAsync"/>
    ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ILedger.EndAlertAsync"/>
    ValueTask EndAlertAsync(OutgoingMessage message, SuppressionDecision turn, bool wasSent, CancellationToken cancellationToken = default);
}
