using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>A ledger that can't be used costs a batch one wait, however many messages it has, and a stop ends that.</summary>
public sealed class UnusableLedgerTests
{
    private const int Messages = 50;
    private const int Workers = 2;

    [Fact]
    public async Task A_ledger_that_failed_is_asked_no_more()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var ledger = new UnusableLedger(_ => throw new KirimyException(ErrorCode.LedgerUnavailable, "The ledger can't be used."));
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, ledger);
            PostAll(batch);
            batch.Complete();
        });

        Assert.Equal(Messages, run.Results.Count);
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.NotSent, ErrorCode.LedgerUnavailable), (r.Status, r.ErrorCode)));
        Assert.InRange(ledger.Questions, 1, Workers);
        Assert.Equal(0, ledger.OtherSteps);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_ledger_that_does_not_answer()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var ledger = new UnusableLedger(async stopping =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            return null;
        });
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, ledger);
            batch.Post(Message(0));
            batch.Settle();
        });

        var result = Assert.Single(run.Results);
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.Cancelled), (result.Status, result.ErrorCode));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_an_alert_s_turn()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var ledger = new UnusableLedger(_ => Task.FromResult<Admission?>(null));
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = Open(run, server, ledger);
            batch.Post(BatchRun.Message(0) with { Alert = new Alert(TimeSpan.FromHours(1), key: null, note: null) });
            batch.Settle();
        });

        var result = Assert.Single(run.Results);
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.Cancelled), (result.Status, result.ErrorCode));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task What_was_sent_is_told_after_a_stop_also_when_the_ledger_takes_no_note_of_it_within_the_grace()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var ledger = new UnusableLedger(_ => Task.FromResult<Admission?>(null)) { Admits = true };
        var run = new BatchRun();
        await Task.Run(async () =>
        {
            using var batch = Open(run, server, ledger);
            batch.Post(Message(0));
            while (server.Requests.Count == 0)
            {
                await Task.Yield();
            }

            batch.Settle();
        });

        Assert.Equal(DeliveryStatus.Sent, Assert.Single(run.Results).Status);
        Assert.Contains("could not be recorded", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    private static DeliveryBatch Open(BatchRun run, ScriptedServer server, ILedger ledger) =>
        new(
            BatchRun.Client(server.BaseUri),
            ledger,
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

    private sealed class UnusableLedger(Func<CancellationToken, Task<Admission?>> ask) : ILedger
    {
        private int questions;
        private int otherSteps;

        /// <summary>Whether it lets a request go, and is away from then on.</summary>
        public bool Admits { get; init; }

        public int Questions => questions;

        public int OtherSteps => otherSteps;

        public IClaim Claim(OutgoingMessage message, Action<Waiting> waiting) => new UnusableClaim(this);

        public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => default;

        public async ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
        {
            await NeverAsync(cancellationToken);
            return new SuppressionDecision();
        }

        public ValueTask EndAlertAsync(
            OutgoingMessage message,
            SuppressionDecision turn,
            bool wasSent,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public void Dispose()
        {
            // Nothing was opened.
        }

        private sealed class UnusableClaim(UnusableLedger ledger) : IClaim
        {
            public DeliveryRecord? Earlier => null;

            public async ValueTask<Admission?> LookUpAsync(CancellationToken stopping)
            {
                Interlocked.Increment(ref ledger.questions);
                return await ledger.Ask(stopping);
            }

            public async ValueTask<Admission> AdmitAsync(string sessionId, CancellationToken stopping)
            {
                if (ledger.Admits)
                {
                    Interlocked.Increment(ref ledger.otherSteps);
                    return Admission.Go;
                }

                Interlocked.Increment(ref ledger.questions);
                return await ledger.Ask(stopping) ?? Admission.Stopped;
            }

            public ValueTask WithdrawAsync() => default;

            public ValueTask ReleaseAsync(RequestEnd request, CancellationToken aborting = default) => default;

            public async ValueTask CompleteAsync(RequestEnd? request, SendResult result, CancellationToken aborting = default)
            {
                if (result.Attempts > 0)
                {
                    await NeverAsync(aborting);
                }

                // A message that was stopped has its result put on record.
                if (result.ErrorCode != ErrorCode.Cancelled)
                {
                    Interlocked.Increment(ref ledger.otherSteps);
                }
            }
        }

        private static Task NeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        private Task<Admission?> Ask(CancellationToken stopping) => ask(stopping);
    }
}
