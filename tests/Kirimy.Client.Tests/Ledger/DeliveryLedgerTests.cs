using Kirimy.Client.Ledger;
using Kirimy.Client.Tests.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests a message that is stopped while its store doesn't respond.</summary>
public sealed class DeliveryLedgerTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_stopped_message_does_not_wait_for_a_store_that_cannot_release_its_place()
    {
        var store = new SilentStore();
        using var ledger = new DeliveryLedger(store, time);
        using var stop = new CancellationTokenSource();
        var claim = ledger.OpenEntry(BatchRun.Message(0), _ => { });
        var admission = claim.ReserveAsync("s", stop.Token).AsTask();
        await stop.CancelAsync();
        await store.IsGivingBack;
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ReservationResult.Stopped, (await admission).Result);

        var result = new SendResult { Status = DeliveryStatus.NotSent, ErrorCode = ErrorCode.Cancelled };
        await claim.CompleteAsync(null, result);
        Assert.Equal(0, store.Ends);
    }

    [Fact]
    public async Task A_stop_ends_a_lookup()
    {
        using var ledger = new DeliveryLedger(new SilentStore(), time);
        using var stop = new CancellationTokenSource();
        var lookUp = ledger.OpenEntry(BatchRun.Message(0), _ => { }).LookUpAsync(stop.Token).AsTask();
        Assert.False(lookUp.IsCompleted);
        await stop.CancelAsync();
        Assert.Null(await lookUp);
    }

    private sealed class SilentStore : ILedgerStore
    {
        private readonly TaskCompletionSource givingBack = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsGivingBack => givingBack.Task;

        public int Ends { get; private set; }

        public async ValueTask<Reservation> LookUpAsync(Client.Messages.OutgoingMessage message, CancellationToken cancellationToken) =>
            await NeverAsync(cancellationToken);

        public async ValueTask<Reservation> BeginAsync(LedgerEntry ticket, string sessionId, CancellationToken cancellationToken) =>
            await NeverAsync(cancellationToken);

        public async ValueTask GiveBackAsync(LedgerEntry ticket, CancellationToken cancellationToken)
        {
            givingBack.SetResult();
            await NeverAsync(cancellationToken);
        }

        public ValueTask EndAsync(
            LedgerEntry ticket,
            RequestEnd? request,
            SendResult? result,
            CancellationToken cancellationToken = default
        )
        {
            Ends++;
            return default;
        }

        public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => default;

        public ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default) => default;

        public ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) => default;

        public ValueTask<SuppressionDecision> RaiseAsync(
            Client.Messages.OutgoingMessage message,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public ValueTask EndAlertAsync(
            Client.Messages.OutgoingMessage message,
            SuppressionDecision turn,
            bool wasSent,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public void Dispose()
        {
            // There is nothing to dispose of.
        }

        private static async Task<Reservation> NeverAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return Reservation.Go;
        }
    }
}
