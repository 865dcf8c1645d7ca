using Kirimy.Client.Delivery;

namespace Kirimy.Client.Ledger;

/// <summary>A ledger in a store that several processes share: waits here for what the store gives out.</summary>
internal sealed class StoredLedger(ILedgerStore store, TimeProvider time) : ILedger
{
    /// <inheritdoc/>
    public IClaim Claim(OutgoingMessage message, Action<Waiting> waiting) => new StoredClaim(this, new Ticket(message), waiting);

    /// <inheritdoc/>
    public ValueTask HoldAsync(TimeSpan wait) => store.HoldAsync(wait);

    /// <inheritdoc/>
    public ValueTask<AlertTurn> RaiseAsync(OutgoingMessage message) => store.RaiseAsync(message);

    /// <inheritdoc/>
    public ValueTask EndAlertAsync(OutgoingMessage message, AlertTurn turn, bool wasSent) => store.EndAlertAsync(message, turn, wasSent);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private ILedgerStore Store => store;

    private TimeProvider Time => time;

    private sealed class StoredClaim(StoredLedger ledger, Ticket ticket, Action<Waiting> waiting) : IClaim
    {
        public DeliveryRecord? Earlier { get; private set; }

        public async ValueTask<Admission?> LookUpAsync()
        {
            var turn = await ledger.Store.LookUpAsync(ticket.Message).ConfigureAwait(false);
            Earlier = turn.Earlier;
            return turn.Admission;
        }

        public async ValueTask<Admission> AdmitAsync(string sessionId, CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested)
            {
                Turn turn;
                try
                {
                    turn = await ledger.Store.TryBeginAsync(ticket, sessionId, stopping).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    break;
                }

                Earlier = turn.Earlier ?? Earlier;
                if (turn.Admission is { } admission)
                {
                    return admission;
                }

                waiting(new Waiting(WaitReason.RateLimit, ledger.Time.GetLocalNow() + turn.Wait));
                await Platform.WaitAsync(ledger.Time, turn.Wait, stopping).ConfigureAwait(false);
            }

            await ledger.Store.GiveBackAsync(ticket).ConfigureAwait(false);
            return Admission.Stopped;
        }

        public ValueTask WithdrawAsync() => ledger.Store.GiveBackAsync(ticket);

        public ValueTask ReleaseAsync(RequestEnd request) => ledger.Store.EndAsync(ticket, request, result: null);

        public ValueTask CompleteAsync(RequestEnd? request, SendResult result) => ledger.Store.EndAsync(ticket, request, result);
    }
}
