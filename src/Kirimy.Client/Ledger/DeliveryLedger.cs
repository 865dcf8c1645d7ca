using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>
/// The ledger of one API key at one service: what was sent, what may be sent now, and what was counted today. Shared by all that hold the
/// key, as far as its store reaches: a process, a machine, several machines. Thread-safe.
/// </summary>
public sealed class DeliveryLedger : IDisposable
{
    private readonly ILedgerStore store;
    private readonly TimeProvider time;

    internal DeliveryLedger(ILedgerStore store, TimeProvider time)
    {
        this.store = store;
        this.time = time;
    }

    /// <summary>Opens the entry of one message; nothing is recorded before its first <see cref="LedgerEntry.ReserveAsync"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="waiting">Called at the start of each wait.</param>
    public LedgerEntry OpenEntry(OutgoingMessage message, Action<Waiting> waiting) => new(message, store, time, waiting);

    /// <summary>Lets nobody send before a time is over: the service said that the key's window is full.</summary>
    /// <param name="wait">From now.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => store.HoldAsync(wait, cancellationToken);

    /// <summary>Begins a run of a batch now.</summary>
    /// <param name="batchId">The batch.</param>
    public LedgerRun OpenRun(string batchId) => new(this, batchId, time.GetUtcNow());

    /// <summary>Records what a run says of its batch: that it began, how many messages there are, what ended without a request.</summary>
    /// <param name="note">The note.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) => store.NoteAsync(note, cancellationToken);

    /// <summary>
    /// Records that the service accepts no more messages of a session today, whatever the ledger counted. Until the day ends, the session's
    /// day is full for each process whose <see cref="RateLimits.MessagesPerDay"/> isn't higher than this one's.
    /// </summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default) =>
        store.CloseDayAsync(sessionId, cancellationToken);

    /// <summary>
    /// Takes an alert if the same one wasn't sent within its window and no live process is sending it; otherwise counts it as suppressed.
    /// One atomic step: of several at the same moment, one is sent. Doesn't wait for another process.
    /// </summary>
    /// <param name="message">A message with an <see cref="OutgoingMessage.Alert"/>.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        store.RaiseAsync(message, cancellationToken);

    /// <summary>Ends an alert that was taken.</summary>
    /// <param name="message">As it was given to <see cref="RaiseAsync"/>.</param>
    /// <param name="decision">The decision of the ledger.</param>
    /// <param name="wasSent">Whether it was sent or may have been: only then its window begins, and its count is reported.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself: the alert is then left as by a process that dies.</param>
    public ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision decision,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) => store.EndAlertAsync(message, decision, wasSent, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
