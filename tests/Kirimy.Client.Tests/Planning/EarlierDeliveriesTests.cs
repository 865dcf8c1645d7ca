using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Planning;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Planning;

public sealed class EarlierDeliveriesTests
{
    private const string Key = "0123456789ab";
    private const string Recipient = "6281234567890";

    [Theory]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Sent)]
    [InlineData(DeliveryStatus.Unknown, DeliveryStatus.Unknown)]
    [InlineData(DeliveryStatus.InProgress, DeliveryStatus.InProgress)]
    [InlineData(DeliveryStatus.Failed, null)]
    [InlineData(DeliveryStatus.NotSent, null)]
    public void Only_findings_that_prevent_sending_count(DeliveryStatus recorded, DeliveryStatus? found)
    {
        var earlier = Read(Record("a", recorded));
        Assert.Equal(found, earlier.Of(Message("a")));
        Assert.Null(earlier.Of(Message("b")));
        Assert.Null(earlier.Of(Message("a") with { Recipient = "6281234567891" }));
        Assert.Null(earlier.Of(Message("a") with { Identity = null }));
    }

    [Fact]
    public void A_split_message_is_Sent_when_all_parts_are_sent()
    {
        var parted = Message("a") with { Parts = ["1", "2"] };
        Assert.Null(Read(Record("a", DeliveryStatus.Sent)).Of(parted));
        Assert.Equal(
            DeliveryStatus.Unknown,
            Read(Record("a", DeliveryStatus.Sent), Record("a\u00a0(2)", DeliveryStatus.Unknown)).Of(parted)
        );
        Assert.Equal(DeliveryStatus.Sent, Read(Record("a", DeliveryStatus.Sent), Record("a\u00a0(2)", DeliveryStatus.Sent)).Of(parted));
    }

    [Fact]
    public void Each_API_key_has_its_own_records_and_quotas()
    {
        var earlier = Read(Record("a", DeliveryStatus.Sent, "another"));
        Assert.Null(earlier.Of(Message("a")));
        Assert.Equal((7, 1000, 1000), (earlier.RemainingToday("s"), earlier.RemainingToday("t"), earlier.RemainingToday("unknown")));
    }

    private static EarlierDeliveries Read(params DeliveryRecord[] records) =>
        EarlierDeliveries.Read(new Log(records), Key, "batch", new RateLimits { MessagesPerDay = 1000 }, CancellationToken.None);

    private static DeliveryRecord Record(string key, DeliveryStatus status, string fingerprint = Key) =>
        new()
        {
            Recipient = Recipient,
            MessageKey = key,
            Status = status,
            KeyFingerprint = fingerprint,
        };

    private static OutgoingMessage Message(string key) => new(0, Recipient, "text", ["s"]) { Identity = new IdempotencyKey("batch", key) };

    private sealed class Log(IReadOnlyList<DeliveryRecord> records) : IDeliveryLog
    {
        public IEnumerable<DeliveryRecord> Read(DeliveryFilter filter, CancellationToken cancellationToken) =>
            filter.BatchId == "batch" ? records : [];

        public long Count(DeliveryFilter filter, CancellationToken cancellationToken) => records.Count;

        public long Clear(DeliveryFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        public DeliveryRecord? Resolve(string id, DeliveryStatus status) => throw new NotSupportedException();

        public IReadOnlyList<string> KeysOfBatch(string batchId, Uri service) => throw new NotSupportedException();

        public IEnumerable<Batch> Batches(Func<string, bool> isWanted, RateLimits limits) => throw new NotSupportedException();

        public int? MoveBatch(string batchId, string fromKey, LedgerScope newKey) => throw new NotSupportedException();

        public IReadOnlyList<Quota> Quotas(RateLimits limits) =>
            [
                new Quota
                {
                    KeyFingerprint = Key,
                    SessionId = "s",
                    RemainingToday = 7,
                },
                new Quota
                {
                    KeyFingerprint = "another",
                    SessionId = "t",
                    RemainingToday = 1,
                },
                new Quota { KeyFingerprint = Key, RemainingToday = 3 },
            ];

        public void Dispose() { }
    }
}
