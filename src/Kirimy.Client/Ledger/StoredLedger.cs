using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>A ledger in a store that several processes share: waits here for what the store gives out.</summary>
internal sealed class StoredLedger(ILedgerStore store, TimeProvider time) : ILedger
{
    /// <summary>How long a stopped message waits for a store that can't be used, to give back what it had.</summary>
    private static readonly TimeSpan LongestGiveBack = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IClaim Claim(OutgoingMessage message, Action<Waiting> waiting) => new StoredClaim(this, new Ticket(message), waiting);

    /// <inheritdoc/>
    public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => store.HoldAsync(wait, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        store.RaiseAsync(message, cancellationToken);

    /// <inheritdoc/>
    public ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision turn,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) => store.EndAlertAsync(message, turn, wasSent, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private ILedgerStore Store => store;

    private TimeProvider Time => time;

    private sealed class StoredClaim(StoredLedger ledger, Ticket ticket, Action<Waiting> waiting) : IClaim
    {
        /// <summary>Whether the store did not take back what a stopped message had: it comes back when the store is closed.</summary>
        private bool isLeft;

        public DeliveryRecord? Earlier { get; private set; }

        public async ValueTask<Admission?> LookUpAsync(CancellationToken stopping)
        {
            try
            {
                var turn = await ledger.Store.LookUpAsync(ticket.Message, stopping).ConfigureAwait(false);
                Earlier = turn.Earlier;
                return turn.Admission;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return null;
            }
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

            await WithdrawAsync().ConfigureAwait(false);
            return Admission.Stopped;
        }

        public async ValueTask WithdrawAsync()
        {
            using var limit = Platform.CancelAfter(ledger.Time, LongestGiveBack);
            try
            {
                await ledger.Store.GiveBackAsync(ticket, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                isLeft = true;
            }
        }

        public ValueTask ReleaseAsync(RequestEnd request, CancellationToken aborting = default) =>
            ledger.Store.EndAsync(ticket, request, result: null, aborting);

        public ValueTask CompleteAsync(RequestEnd? request, SendResult result, CancellationToken aborting = default) =>
            isLeft && result.Attempts == 0 ? default : ledger.Store.EndAsync(ticket, request, result, aborting);
    }
}
