using System.Collections.Concurrent;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Messages that were sent in an earlier run.</summary>
public sealed class KnownMessageTests
{
    [Fact]
    public async Task A_message_with_an_idempotency_key_is_looked_up_before_anything_is_reserved()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var options = new DeliveryOptions { ThrottleLimit = 1 };
        using var ledger = new KnowingLedger("0 2 3 4");
        var run = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = new DeliveryBatch(
                BatchRun.Client(server.BaseUri),
                ledger,
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

        Assert.Equal(["look 0", "look 1", "admit 1", "look 2", "look 3", "look 4", "look 5", "admit 5", "look 6", "admit 6"], ledger.Asked);
        Assert.Equal(["1", "5", "6"], run.Results.Where(r => r.Status == DeliveryStatus.Sent).Select(r => r.MessageKey));
        Assert.Equal(4, run.Results.Count(r => r is { Status: DeliveryStatus.Skipped, ErrorCode: ErrorCode.AlreadySent }));
    }

    private sealed class KnowingLedger(string sent) : ILedger
    {
        public ConcurrentQueue<string> Asked { get; } = [];

        public IClaim Claim(OutgoingMessage message, Action<Waiting> waiting) => new KnowingClaim(this, message.Identity!.Key);

        public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) => default;

        public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

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

        private bool WasSent(string key) => sent.Split(' ').Contains(key);

        private sealed class KnowingClaim(KnowingLedger ledger, string key) : IClaim
        {
            public DeliveryRecord? Earlier => ledger.WasSent(key) ? new DeliveryRecord { Status = DeliveryStatus.Sent } : null;

            public ValueTask<Admission?> LookUpAsync(CancellationToken stopping)
            {
                ledger.Asked.Enqueue($"look {key}");
                return new(ledger.WasSent(key) ? Admission.AlreadySent : null);
            }

            public ValueTask<Admission> AdmitAsync(string sessionId, CancellationToken stopping)
            {
                ledger.Asked.Enqueue($"admit {key}");
                return new(ledger.WasSent(key) ? Admission.AlreadySent : Admission.Go);
            }

            public ValueTask WithdrawAsync() => default;

            public ValueTask ReleaseAsync(RequestEnd request, CancellationToken aborting = default) => default;

            public ValueTask CompleteAsync(RequestEnd? request, SendResult result, CancellationToken aborting = default) => default;
        }
    }
}
