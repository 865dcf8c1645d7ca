using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>
/// The ledger of one API key at one service: records, rate limit and daily counts. Shared by all clients with the
/// same key within the reach of its store: a process, a machine, several machines. Thread-safe.
/// </summary>
internal sealed class DeliveryLedger : IDisposable
{
    private readonly ILedgerStore store;
    private readonly TimeProvider time;

    internal DeliveryLedger(ILedgerStore store, TimeProvider time)
    {
        this.store = store;
        this.time = time;
    }

    /// <summary>Opens the entry of one message; nothing is recorded before its first <see cref="LedgerEntry.ReserveAsync"/>.</summary>
    /// <param name="waiting">Called at the start of each wait.</param>
    public LedgerEntry OpenEntry(OutgoingMessage message, Action<Waiting> waiting) => new(message, store, time, waiting);

    /// <summary>Blocks all requests of the key for a time, because the service reported its rate limit.</summary>
    /// <param name="wait">The time from now.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => store.HoldAsync(wait, cancellationToken);

    /// <summary>Begins a run of a batch now.</summary>
    public LedgerRun OpenRun(string batchId) => new(this, batchId, time.GetUtcNow());

    /// <summary>Records the start of a run, its number of messages, and its results without a request.</summary>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) => store.NoteAsync(note, cancellationToken);

    /// <summary>
    /// Records that the service doesn't accept more messages of a session today, regardless of the ledger's count. Until the day ends, the
    /// session's day is full for each process whose <see cref="RateLimits.MessagesPerDay"/> isn't higher than this one's.
    /// </summary>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default) =>
        store.CloseDayAsync(sessionId, cancellationToken);

    /// <summary>
    /// Acquires an alert if the same one wasn't sent within its window and no live process is sending it; otherwise counts it as
    /// suppressed. Atomic: of several at the same time, one is sent. Doesn't wait for another process.
    /// </summary>
    /// <param name="message">A message with an <see cref="OutgoingMessage.Alert"/>.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself.</param>
    public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        store.RaiseAsync(message, cancellationToken);

    /// <summary>Ends an alert that was acquired.</summary>
    /// <param name="message">The message of <see cref="RaiseAsync"/>.</param>
    /// <param name="decision">The decision of the ledger.</param>
    /// <param name="wasSent">Whether it was sent or may have been: only then its window begins, and its count is reported.</param>
    /// <param name="cancellationToken">Ends a wait for the ledger itself; the alert is then recovered like that of a dead process.</param>
    public ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision decision,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) => store.EndAlertAsync(message, decision, wasSent, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
