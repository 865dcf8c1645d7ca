using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>
/// What was sent, what may be sent now, and what was counted today, for one API key at one service. Shared by all that hold the key, as
/// far as the store reaches: a process, a machine, several machines. Any thread.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>Opens the page of one message; nothing is recorded before its first <see cref="IClaim.AdmitAsync"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="waiting">Told of each wait, at its start.</param>
    IClaim Claim(OutgoingMessage message, Action<Waiting> waiting);

    /// <summary>Lets nobody send before a time is over: the service said that the key's window is full.</summary>
    /// <param name="wait">From now.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes an alert where the same one was not sent within its window and nobody is at it, or else counts it as held back: one atomic
    /// step, so that of several at the same moment one is sent. Waits for nobody; one that a process left that is gone is nobody's.
    /// </summary>
    /// <param name="message">A message with an <see cref="OutgoingMessage.Alert"/>.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default);

    /// <summary>An alert that was taken has its result.</summary>
    /// <param name="message">As it was given to <see cref="RaiseAsync"/>.</param>
    /// <param name="turn">What that returned.</param>
    /// <param name="wasSent">Whether it was sent or may have been: only then its window begins, and what it told of is told.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself: the alert is then left as by a process that dies.</param>
    ValueTask EndAlertAsync(OutgoingMessage message, SuppressionDecision turn, bool wasSent, CancellationToken cancellationToken = default);
}
