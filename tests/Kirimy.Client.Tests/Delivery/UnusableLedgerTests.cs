using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Tests that an unusable ledger causes one wait for a batch of any size, and that a stop ends the wait.</summary>
public sealed class UnusableLedgerTests
{
    private const int Messages = 50;
    private const int Workers = 2;

    [Fact]
    public async Task A_failed_ledger_is_not_used_again()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var store = new UnusableStore(_ => throw new KirimyException(ErrorCode.LedgerUnavailable, "The ledger can't be used."));
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, store);
            PostAll(batch);
            batch.Complete();
        });

        Assert.Equal(Messages, run.Results.Count);
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.NotSent, ErrorCode.LedgerUnavailable), (r.Status, r.ErrorCode)));
        Assert.InRange(store.Questions, 1, Workers);
        Assert.Equal(0, store.OtherSteps);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_message_is_NotSent_when_an_unexpected_error_occurs_before_its_request()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var store = new UnusableStore(_ => throw new TaskCanceledException());
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, store);
            batch.Post(Message(0));
            batch.Complete();
        });

        var result = Assert.Single(run.Results);
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.InternalError), (result.Status, result.ErrorCode));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_ledger_that_does_not_respond()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var store = new UnusableStore(async stopping =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            return null;
        });
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, store);
            batch.Post(Message(0));
            batch.EndEarly();
        });

        var result = Assert.Single(run.Results);
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.Cancelled), (result.Status, result.ErrorCode));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_of_an_alert()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var store = new UnusableStore(_ => Task.FromResult<Reservation?>(null));
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, store);
            batch.Post(BatchRun.Message(0) with { Alert = new Alert(TimeSpan.FromHours(1), key: null, note: null) });
            batch.EndEarly();
        });

        var result = Assert.Single(run.Results);
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.Cancelled), (result.Status, result.ErrorCode));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Sent_messages_are_reported_after_a_stop_when_the_ledger_is_too_slow_to_record_them()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var store = new UnusableStore(_ => Task.FromResult<Reservation?>(null)) { Admits = true };
        var run = new BatchRun();
        await Task.Run(async () =>
        {
            using var batch = Open(run, server, store);
            batch.Post(Message(0));
            while (server.Requests.Count == 0)
            {
                await Task.Yield();
            }

            batch.EndEarly();
        });

        Assert.Equal(DeliveryStatus.Sent, Assert.Single(run.Results).Status);
        Assert.Contains("couldn't record it", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    private static DeliveryBatch Open(BatchRun run, ScriptedServer server, UnusableStore store) =>
        new(
            BatchRun.Client(server.BaseUri),
            new DeliveryLedger(store, TimeProvider.System),
            new DeliveryOptions { ThrottleLimit = Workers, Grace = TimeSpan.FromMilliseconds(500) },
            run.Results.Add,
            run.Warnings.Add,
            run.Verbose.Add,
            CancellationToken.None
        );

    private static void PostAll(DeliveryBatch batch)
    {
        for (var i = 0; i < Messages; i++)
        {
            batch.Post(Message(i));
        }
    }

    private static OutgoingMessage Message(int index) => BatchRun.Message(index) with { Identity = new IdempotencyKey("b", $"k{index}") };

    private sealed class UnusableStore(Func<CancellationToken, Task<Reservation?>> ask) : ILedgerStore
    {
        private int questions;
        private int otherSteps;

        /// <summary>Whether the store allows a request and then stops responding.</summary>
        public bool Admits { get; init; }

        public int Questions => questions;

        public int OtherSteps => otherSteps;

        public async ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref questions);
            return await ask(cancellationToken) ?? Reservation.Go;
        }

        public async ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken)
        {
            if (Admits)
            {
                Interlocked.Increment(ref otherSteps);
                return Reservation.Go;
            }

            Interlocked.Increment(ref questions);
            return await ask(cancellationToken) ?? Reservation.Stopped;
        }

        public ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken) => default;

        public async ValueTask EndAsync(
            LedgerEntry entry,
            RequestEnd? request,
            SendResult? result,
            CancellationToken cancellationToken = default
        )
        {
            if (result is { Attempts: > 0 })
            {
                await NeverAsync(cancellationToken);
            }

            // The result of a message that was stopped is recorded.
            if (result is { ErrorCode: not ErrorCode.Cancelled })
            {
                Interlocked.Increment(ref otherSteps);
            }
        }

        public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => default;

        public ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default) => default;

        public ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) => default;

        public async ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
        {
            await NeverAsync(cancellationToken);
            return new SuppressionDecision();
        }

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

        private static Task NeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
