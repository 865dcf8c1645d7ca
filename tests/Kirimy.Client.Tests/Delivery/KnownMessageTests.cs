using System.Collections.Concurrent;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Messages that were sent in an earlier run.</summary>
public sealed class KnownMessageTests
{
    [Fact]
    public async Task A_message_with_an_idempotency_key_is_looked_up_before_the_reservation()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var options = new DeliveryOptions { ThrottleLimit = 1 };
        using var store = new KnowingStore("0 2 3 4");
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = new DeliveryBatch(
                BatchRun.Client(server.BaseUri),
                new DeliveryLedger(store, TimeProvider.System),
                options,
                run.Results.Add,
                run.Warnings.Add,
                run.Verbose.Add,
                CancellationToken.None
            );
            for (var i = 0; i < 7; i++)
            {
                batch.Post(BatchRun.Message(i) with { Identity = new IdempotencyKey("b", $"{i}") });
            }

            batch.Complete();
        });

        Assert.Equal(["look 0", "look 1", "begin 1", "look 2", "look 3", "look 4", "look 5", "begin 5", "look 6", "begin 6"], store.Asked);
        Assert.Equal(["1", "5", "6"], run.Results.Where(r => r.Status == DeliveryStatus.Sent).Select(r => r.MessageKey));
        Assert.Equal(4, run.Results.Count(r => r is { Status: DeliveryStatus.Skipped, ErrorCode: ErrorCode.AlreadySent }));
    }

    private sealed class KnowingStore(string sent) : ILedgerStore
    {
        public ConcurrentQueue<string> Asked { get; } = [];

        public ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken) => Ask("look", message);

        public ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken) =>
            Ask("begin", entry.Message);

        public ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken) => default;

        public ValueTask EndAsync(
            LedgerEntry entry,
            RequestEnd? request,
            SendResult? result,
            CancellationToken cancellationToken = default
        ) => default;

        public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => default;

        public ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default) => default;

        public ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) => default;

        public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask EndAlertAsync(
            OutgoingMessage message,
            SuppressionDecision decision,
            bool wasSent,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public void Dispose()
        {
            // There is nothing to dispose of.
        }

        private ValueTask<Reservation> Ask(string step, OutgoingMessage message)
        {
            var key = message.Identity!.Key;
            Asked.Enqueue($"{step} {key}");
            var wasSent = sent.Split(' ').Contains(key);
            var record = new DeliveryRecord { Status = DeliveryStatus.Sent };
            return new(wasSent ? new Reservation(ReservationResult.AlreadySent, Earlier: record) : Reservation.Go);
        }
    }
}
