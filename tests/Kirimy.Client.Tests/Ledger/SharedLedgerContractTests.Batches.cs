using Kirimy.Client.Ledger;

namespace Kirimy.Client.Tests.Ledger;

public abstract partial class SharedLedgerContractTests
{
    private static readonly LedgerScope OtherKey = new("0123456789ab", new Uri("http://127.0.0.1:1/"));

    private static string ThisKey => Secrets.Key.Fingerprint;

    [Fact]
    public async Task A_batch_is_counted_over_all_its_runs()
    {
        var first = Now;
        await Open().NoteAsync(new BatchNote("batch", first) { Total = 9 });
        await SendAsync(Open(), Message("1"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("2"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("3"), DeliveryStatus.Failed);
        await SendAsync(Open(), Message("4"), DeliveryStatus.Unknown);
        await PassAsync(TimeSpan.FromSeconds(1));
        var second = Now;
        await Open().NoteAsync(new BatchNote("batch", second) { Unsent = [Waiting("5"), RefusedRow(6)] });
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "7")));
        await SendAsync(Open(), Message("1", "other"), DeliveryStatus.Sent);
        await Open().NoteAsync(new BatchNote("other", first - TimeSpan.FromDays(1)));
        using var log = OpenLog();
        var batches = log.Batches(static _ => true, Options.Limits).ToList();
        Assert.Equal(["batch", "other"], batches.Select(static batch => batch.BatchId));
        Assert.Equal((9, 2, 2, 1, 3, 1), Counts(batches[0]));
        Assert.Equal(ThisKey, batches[0].KeyFingerprint);
        Assert.Equal(TimeSpan.Zero, Whole(batches[0].FirstRun - first));
        Assert.Equal(TimeSpan.Zero, Whole(batches[0].LastRun - second));
        Assert.NotNull(batches[0].NextReset);
        Assert.Equal((null, 1, 0, 0, 0, 0), Counts(batches[1]));
        Assert.Null(batches[1].NextReset);
        Assert.Equal(["other"], log.Batches(static name => name != "batch", Options.Limits).Select(static batch => batch.BatchId));

        static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds));
    }

    [Fact]
    public async Task A_row_that_was_refused_is_one_record_until_it_is_sent()
    {
        await Open().NoteAsync(new BatchNote("batch", Now) { Unsent = [RefusedRow(12), RefusedRow(13)] });
        await Open().NoteAsync(new BatchNote("batch", Now) { Unsent = [RefusedRow(12), RefusedRow(13)] });
        using var log = OpenLog();
        var refused = Read(log, All);
        Assert.Equal([12, 13], refused.Select(static record => record.RowNumber).Order());
        Assert.All(
            refused,
            static record =>
                Assert.Equal(
                    (DeliveryStatus.Failed, ErrorCode.InvalidPhoneNumber, "Budi", "contacts.csv", "08x", null, "batch"),
                    (record.Status, record.ErrorCode, record.Name, record.SourceFile, record.Recipient, record.MessageKey, record.BatchId)
                )
        );
        await SendAsync(Open(), Message("k") with { Source = Row("Budi", 12) }, DeliveryStatus.Sent);
        await Open().NoteAsync(new BatchNote("batch", Now) { Unsent = [Waiting("l", Row("Budi", 13))] });
        Assert.Equal(
            [(12, DeliveryStatus.Sent), (13, DeliveryStatus.NotSent)],
            Read(log, All).Select(static record => (record.RowNumber!.Value, record.Status)).Order()
        );
    }

    [Fact]
    public async Task A_waiting_message_is_recorded_unless_it_has_a_more_certain_record()
    {
        await SendAsync(Open(), Message("sent"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("unknown"), DeliveryStatus.Unknown);
        await SendAsync(Open(), Message("failed"), DeliveryStatus.Failed);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "under way")));
        string[] keys = ["failed", "new", "sent", "under way", "unknown"];
        for (var run = 0; run < 2; run++)
        {
            await Open().NoteAsync(new BatchNote("batch", Now) { Unsent = [.. keys.Select(key => Waiting(key))] });
        }

        using var log = OpenLog();
        Assert.Equal(
            [
                ("failed", DeliveryStatus.NotSent),
                ("new", DeliveryStatus.NotSent),
                ("sent", DeliveryStatus.Sent),
                ("under way", DeliveryStatus.InProgress),
                ("unknown", DeliveryStatus.Unknown),
            ],
            Read(log, All).Select(static record => (record.MessageKey!, record.Status)).OrderBy(static record => record.Item1)
        );
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Claim(Open(), "sent")));
        Assert.Equal(ReservationResult.MayHaveArrived, await AdmitAsync(Claim(Open(), "unknown")));
        await SendAsync(Open(), Message("new"), DeliveryStatus.Sent);
    }

    [Fact]
    public async Task A_total_can_be_changed_by_its_own_run_and_only_increased_by_another_one()
    {
        using var log = OpenLog();
        await SendAsync(Open(), Message("k"), DeliveryStatus.Sent);
        await ShowsAsync(50, 50, null);
        await ShowsAsync(50, null, 50);
        await ShowsAsync(48, 48, 50);
        await ShowsAsync(48, 5, null);
        await ShowsAsync(48, 4, 5);
        await ShowsAsync(60, 60, null);

        async Task ShowsAsync(int expected, int? total, int? earlier)
        {
            await Open().NoteAsync(new BatchNote("batch", Now) { Total = total, EarlierTotal = earlier });
            Assert.Equal((expected, expected - 1), (Found(log).Total, Found(log).NotSent));
        }
    }

    [Fact]
    public async Task A_batch_without_records_is_not_listed()
    {
        await Open().NoteAsync(new BatchNote("batch", Now) { Total = 2 });
        await SendAsync(Open(), Message("k"), DeliveryStatus.Sent);
        await Open().NoteAsync(new BatchNote("batch", Now) { Unsent = [RefusedRow(2)] });
        using var log = OpenLog();
        Assert.Single(log.Batches(static _ => true, Options.Limits));
        Assert.Equal(2, log.Clear(All, CancellationToken.None));
        Assert.Empty(log.Batches(static _ => true, Options.Limits));
    }

    [Fact]
    public async Task A_batch_moved_to_another_API_key_is_sent_with_that_key_only()
    {
        await Open().NoteAsync(new BatchNote("batch", Now) { Total = 5, Unsent = [Waiting("waits"), RefusedRow(3)] });
        await SendAsync(Open(), Message("sent"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("unknown"), DeliveryStatus.Unknown);
        await SendAsync(Open(), Message("sent", "other batch"), DeliveryStatus.Sent);
        using var log = OpenLog();
        var before = Read(log, new DeliveryFilter { BatchId = "batch" });
        Assert.Equal(0, log.MoveBatch("batch", ThisKey, Entries.Scope));
        Assert.Equal(0, log.MoveBatch("no such batch", ThisKey, OtherKey));
        Assert.Equal(0, log.MoveBatch("batch", "ffffffffffff", OtherKey));
        Assert.Equal(4, log.MoveBatch("batch", ThisKey, OtherKey));
        var after = Read(log, new DeliveryFilter { BatchId = "batch" });
        Assert.All(after, static record => Assert.Equal(OtherKey.Fingerprint, record.KeyFingerprint));
        Assert.Equal(before.Select(Essence), after.Select(Essence));
        Assert.Equal((OtherKey.Fingerprint, (5, 1, 1, 1, 2, 0)), (Found(log).KeyFingerprint, Counts(Found(log))));
        Assert.Single(Read(log, All), static record => record.BatchId == "other batch");
        Assert.Equal([OtherKey.Fingerprint], log.KeysOfBatch("batch", OtherKey.Service));

        // The batch is moved back after the first API key has sent part of it again.
        await SendAsync(Open(), Message("waits"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("unknown"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("sent"), DeliveryStatus.Failed);
        Assert.Equal(4, log.MoveBatch("batch", OtherKey.Fingerprint, Entries.Scope));
        Assert.Equal((ThisKey, (5, 3, 1, 0, 1, 0)), (Found(log).KeyFingerprint, Counts(Found(log))));
        foreach (var key in new[] { "waits", "unknown", "sent" })
        {
            Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Claim(Open(), key)));
        }

        static (string?, DeliveryStatus, DateTimeOffset) Essence(DeliveryRecord record) =>
            (record.MessageKey, record.Status, record.Timestamp);
    }

    [Fact]
    public async Task A_batch_in_progress_keeps_its_API_key()
    {
        await Open().NoteAsync(new BatchNote("batch", Now));
        await SendAsync(Open(), Message("sent"), DeliveryStatus.Sent);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "under way")));
        using var log = OpenLog();
        Assert.Null(log.MoveBatch("batch", ThisKey, OtherKey));
        Assert.All(Read(log, All), static record => Assert.Equal(ThisKey, record.KeyFingerprint));
    }

    private Batch Found(IDeliveryLog log) => Assert.Single(log.Batches(static name => name == "batch", Options.Limits));

    private static (int?, int, int, int, int, int) Counts(Batch batch) =>
        (batch.Total, batch.Sent, batch.Failed, batch.Unknown, batch.NotSent, batch.InProgress);

    private SendResult Waiting(string key, MessageSource? source = null) =>
        new()
        {
            Index = 99,
            Recipient = "6281234567890",
            SessionId = "s",
            Status = DeliveryStatus.NotSent,
            Timestamp = Now,
            ErrorCode = ErrorCode.DailyLimit,
            ErrorMessage = "Tomorrow.",
            BatchId = "batch",
            MessageKey = key,
            Source = source,
        };

    private SendResult RefusedRow(int row) =>
        new()
        {
            Index = row - 2,
            Recipient = "08x",
            Status = DeliveryStatus.Failed,
            Timestamp = Now,
            ErrorCode = ErrorCode.InvalidPhoneNumber,
            ErrorMessage = "Not a number.",
            BatchId = "batch",
            Source = Row("Budi", row),
        };
}
