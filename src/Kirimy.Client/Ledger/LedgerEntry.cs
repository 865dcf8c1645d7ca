using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>
/// One message in the ledger. <see cref="ReserveAsync"/> precedes each request; a request that may be sent is followed by exactly one of
/// <see cref="GiveBackAsync"/>, <see cref="ReleaseAsync"/> and <see cref="CompleteAsync"/>. Not thread-safe.
/// </summary>
internal sealed class LedgerEntry
{
    /// <summary>The maximum wait of a stopped message for a store that doesn't respond, to release its reservation.</summary>
    private static readonly TimeSpan GiveBackTimeout = TimeSpan.FromSeconds(2);

    private readonly ILedgerStore store;
    private readonly TimeProvider time;
    private readonly Action<Waiting> waiting;

    /// <summary>Whether the reservation of a stopped message couldn't be released; it is freed when the store is closed.</summary>
    private bool isAbandoned;

    internal LedgerEntry(OutgoingMessage message, ILedgerStore store, TimeProvider time, Action<Waiting> waiting)
    {
        Message = message;
        this.store = store;
        this.time = time;
        this.waiting = waiting;
    }

    /// <summary>
    /// The record of an earlier run, if it matters: for a message that was sent or may have been, also when it is sent again.
    /// </summary>
    public DeliveryRecord? Earlier { get; private set; }

    internal OutgoingMessage Message { get; }

    /// <summary>Its record in the store; 0 before there is one.</summary>
    internal long RecordId { get; set; }

    /// <summary>Its request in the store, waiting or in flight; 0 without one.</summary>
    internal long RequestId { get; set; }

    /// <summary>Looks up whether the message is done or in progress elsewhere, before any wait; reserves nothing.</summary>
    /// <param name="stopping">Ends a wait for the ledger itself.</param>
    /// <returns>The reason that it may not be sent; null if <see cref="ReserveAsync"/> decides.</returns>
    public async ValueTask<Reservation?> LookUpAsync(CancellationToken stopping)
    {
        try
        {
            var found = await store.LookUpAsync(Message, stopping).ConfigureAwait(false);
            Earlier = found.Earlier;
            return found.Result == ReservationResult.Go ? null : found;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>
    /// Waits for a place in the key's window, counts one message of the session's day, and records the request before it returns: if
    /// the process dies from here on, the message may have arrived.
    /// </summary>
    /// <param name="sessionId">The session that is to send.</param>
    /// <param name="stopping">Ends the wait; the reservation is released.</param>
    /// <returns>Whether the request may be sent, or why not. If it may not, no reservation is kept.</returns>
    public async ValueTask<Reservation> ReserveAsync(string sessionId, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            Reservation reservation;
            try
            {
                reservation = await store.BeginAsync(this, sessionId, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }

            Earlier = reservation.Earlier ?? Earlier;
            if (reservation.Result != ReservationResult.Later)
            {
                return reservation;
            }

            waiting(new Waiting(WaitReason.RateLimit, time.GetLocalNow() + reservation.Wait));
            await Platform.WaitAsync(time, reservation.Wait, stopping).ConfigureAwait(false);
        }

        await GiveBackAsync().ConfigureAwait(false);
        return Reservation.Stopped;
    }

    /// <summary>Releases the reservation of a request that wasn't sent.</summary>
    public async ValueTask GiveBackAsync()
    {
        using var limit = Platform.CancelAfter(time, GiveBackTimeout);
        try
        {
            await store.GiveBackAsync(this, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            isAbandoned = true;
        }
    }

    /// <summary>Releases an ended request of a message that isn't done: another request follows, now or in a later run.</summary>
    /// <param name="aborting">Ends a wait for the ledger itself; the message can still be completed.</param>
    public ValueTask ReleaseAsync(RequestEnd request, CancellationToken aborting = default) =>
        store.EndAsync(this, request, result: null, aborting);

    /// <summary>Records the result of the message. It is durable when this returns.</summary>
    /// <param name="request">The last request; null if it was released, or none was made.</param>
    /// <param name="aborting">Ends a wait for the ledger itself; the message is then recovered like that of a dead process.</param>
    public ValueTask CompleteAsync(RequestEnd? request, SendResult result, CancellationToken aborting = default) =>
        isAbandoned && result.Attempts == 0 ? default : store.EndAsync(this, request, result, aborting);
}
