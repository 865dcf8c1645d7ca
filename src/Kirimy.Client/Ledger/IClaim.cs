namespace Kirimy.Client.Ledger;

/// <summary>
/// One message's page in the ledger. <see cref="AdmitAsync"/> comes before each request; a request that was admitted is followed by exactly
/// one of the other three; one that was not is followed by <see cref="CompleteAsync"/> alone. Not for several threads at once.
/// </summary>
public interface IClaim
{
    /// <summary>
    /// What an earlier run left on record, where that matters: for a message that was sent, or may have been, also when it is sent again.
    /// </summary>
    DeliveryRecord? Earlier { get; }

    /// <summary>Looks whether the message is done, or somebody else's, before anything is waited for; takes nothing.</summary>
    /// <param name="stopping">Ends a wait for the ledger itself.</param>
    /// <returns>Why it may not be sent; null when <see cref="AdmitAsync"/> is to say.</returns>
    ValueTask<Admission?> LookUpAsync(CancellationToken stopping);

    /// <summary>
    /// Waits for a slot of the key's window, takes one message of the session's day, and has the request on record before it returns: a
    /// process that dies from here on leaves a message that may have arrived.
    /// </summary>
    /// <param name="sessionId">The session that is to send.</param>
    /// <param name="stopping">Ends the wait; what was reserved is given back.</param>
    /// <returns>Whether the request may go out, or why not. Where it may not, nothing stays reserved.</returns>
    ValueTask<Admission> AdmitAsync(string sessionId, CancellationToken stopping);

    /// <summary>No request was made after all: what was reserved is given back.</summary>
    ValueTask WithdrawAsync();

    /// <summary>The request is over, and the message goes on: another request follows, now or in a later run.</summary>
    /// <param name="request">What is known of the request.</param>
    /// <param name="aborting">Ends a wait for the ledger itself; the message may be ended all the same.</param>
    ValueTask ReleaseAsync(RequestEnd request, CancellationToken aborting = default);

    /// <summary>The message has its result. On record when this returns.</summary>
    /// <param name="request">What is known of its last request; null when that was released, or none was made.</param>
    /// <param name="result">The result.</param>
    /// <param name="aborting">Ends a wait for the ledger itself: the message then stays as a process leaves it that dies.</param>
    ValueTask CompleteAsync(RequestEnd? request, SendResult result, CancellationToken aborting = default);
}
