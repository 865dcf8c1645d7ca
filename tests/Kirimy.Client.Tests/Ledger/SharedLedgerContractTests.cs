using Kirimy.Client.Ledger;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Contract tests of every ledger that processes share: recovery from dead processes, and queries.</summary>
public abstract partial class SharedLedgerContractTests : LedgerContractTests
{
    private static readonly DeliveryFilter All = new();

    [Fact]
    public async Task A_message_in_flight_is_Unknown_when_its_process_died()
    {
        var dead = OpenElsewhere();
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(dead, "k")));
        await KillAsync(dead);
        var claim = Claim(Open(), "k");
        Assert.Equal(ReservationResult.MayHaveArrived, await AdmitAsync(claim));
        Assert.Equal((DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown), (claim.Earlier!.Status, claim.Earlier.ErrorCode));
        var resent = Claim(Open(Options with { ResendUnknown = true }), "k");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(resent));
        Assert.Equal(DeliveryStatus.Unknown, resent.Earlier!.Status);
    }

    [Fact]
    public async Task A_message_withdrawn_or_refused_before_its_process_died_can_be_sent()
    {
        var dead = OpenElsewhere();
        var withdrawn = Claim(dead, "withdrawn");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(withdrawn));
        await withdrawn.GiveBackAsync();
        var refused = Claim(dead, "refused");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(refused));
        await refused.ReleaseAsync(Refused);
        await KillAsync(dead);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "withdrawn")));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "refused")));
    }

    [Fact]
    public async Task A_message_of_a_dead_process_is_Unknown_when_only_its_later_request_did_not_arrive()
    {
        var dead = OpenElsewhere();
        var stopped = Claim(dead, "stopped");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(stopped));
        await stopped.ReleaseAsync(Arrived);
        Assert.Equal(ReservationResult.Stopped, (await stopped.ReserveAsync("s", new CancellationToken(canceled: true))).Result);
        var withdrawn = Claim(dead, "withdrawn");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(withdrawn));
        await withdrawn.ReleaseAsync(Arrived);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(withdrawn));
        await withdrawn.GiveBackAsync();
        var refused = Claim(dead, "refused");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(refused));
        await refused.ReleaseAsync(Arrived);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(refused));
        await refused.ReleaseAsync(Refused);
        await KillAsync(dead);
        foreach (var key in new[] { "stopped", "withdrawn", "refused" })
        {
            Assert.Equal(ReservationResult.MayHaveArrived, await AdmitAsync(Claim(Open(), key)));
        }
    }

    [Fact]
    public async Task An_Unknown_message_stays_Unknown_when_the_resending_process_dies_first()
    {
        await SendAsync(Open(), Message("k"), DeliveryStatus.Unknown);
        var dead = OpenElsewhere(Options with { ResendUnknown = true });
        var resent = Claim(dead, "k");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(resent));
        await resent.GiveBackAsync();
        await KillAsync(dead);
        Assert.Equal(ReservationResult.MayHaveArrived, await AdmitAsync(Claim(Open(), "k")));
    }

    [Fact]
    public async Task A_dead_waiting_process_releases_its_place_and_its_message_of_the_day()
    {
        using var stop = new CancellationTokenSource();
        var options = With(requests: 1, LongWindow, messagesPerDay: 2);
        await RequestAsync(Open(options), Arrived);
        var dead = OpenElsewhere(options);
        await WaitAsync(dead, key: "k");
        await KillAsync(dead);
        var (turn, told, _) = await WaitAsync(Open(options), "k", stop.Token);
        Assert.InRange(told.Until, Now, Now + LongWindow + Margin);
        await stop.CancelAsync();
        Assert.Equal(ReservationResult.Stopped, await turn);
    }

    [Fact]
    public async Task A_request_in_flight_when_its_process_died_counts_in_the_window()
    {
        var options = With(requests: 1);
        var dead = OpenElsewhere(options);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(dead)));
        var underWay = Now;
        await KillAsync(dead);
        Assert.True(await RequestAsync(Open(options), Arrived) - underWay >= Window);
    }

    [Fact]
    public async Task A_message_keeps_its_result_when_its_process_exited_normally()
    {
        var other = OpenElsewhere();
        await SendAsync(other, Message("k"), DeliveryStatus.Sent);
        await KillAsync(other);
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Claim(Open(), "k")));
    }

    [Fact]
    public async Task Records_are_read_with_all_values_and_newest_first()
    {
        var start = Now;
        await SendAsync(Open(), Message("sent", "a", "6281111111111"), DeliveryStatus.Sent, "one");
        await PassAsync(Margin);
        await SendAsync(OpenElsewhere(), Message("failed", batch: null), DeliveryStatus.Failed, "two");
        await PassAsync(Margin);
        await SendAsync(Open(), Message(), DeliveryStatus.Unknown);
        using var log = OpenLog();
        var records = Read(log, All);
        Assert.Equal([null, "failed", "sent"], records.Select(static record => record.MessageKey));
        Assert.Equal(
            records.Select(static record => record.Timestamp).OrderDescending(),
            records.Select(static record => record.Timestamp)
        );
        Assert.All(records, record => Assert.InRange(record.Timestamp, start, Now));
        Assert.Equal(3, records.Select(static record => record.Id).Where(static id => id.Length > 0).Distinct().Count());
        Assert.All(records, static record => Assert.Equal(Secrets.Key.Fingerprint, record.KeyFingerprint));
        Assert.All(records, static record => Assert.Null(record.Message));
        Assert.All(records, static record => Assert.Equal(3, record.Attempts));
        var (failed, sent) = (records[1], records[2]);
        Assert.Equal(("a", "6281111111111", "one", "wamid-1"), (sent.BatchId, sent.Recipient, sent.SessionId, sent.MessageId));
        Assert.Equal((DeliveryStatus.Sent, 200, null, null), (sent.Status, sent.HttpStatus, sent.ErrorCode, sent.ErrorMessage));
        Assert.Equal((DeliveryStatus.Failed, 500, null, null), (failed.Status, failed.HttpStatus, failed.MessageId, failed.BatchId));
        Assert.Equal((ErrorCode.ServerError, "It failed; \"why\" is not known: é😀."), (failed.ErrorCode, failed.ErrorMessage));
    }

    [Fact]
    public async Task A_record_has_the_name_and_the_row_from_the_first_request_on()
    {
        var message = Message("k") with { Source = Row(name: "Budi", row: 12) };
        var claim = Open().OpenEntry(message, static _ => { });
        Assert.Equal(ReservationResult.Go, await AdmitAsync(claim));
        using var log = OpenLog();
        var underWay = Assert.Single(Read(log, All));
        await claim.CompleteAsync(Refused, Result(message, DeliveryStatus.Failed));
        var failed = Assert.Single(Read(log, All));
        await SendAsync(OpenElsewhere(), message with { Source = Row(name: "Budi Santoso", row: 3) }, DeliveryStatus.Sent);
        var sent = Assert.Single(Read(log, All));
        Assert.Equal(("Budi", 12, "contacts.csv"), (underWay.Name, underWay.RowNumber, underWay.SourceFile));
        Assert.Equal(("Budi", 12, "contacts.csv"), (failed.Name, failed.RowNumber, failed.SourceFile));
        Assert.Equal(("Budi Santoso", 3, "contacts.csv"), (sent.Name, sent.RowNumber, sent.SourceFile));
    }

    [Fact]
    public async Task A_record_has_no_name_and_no_row_when_the_message_has_none()
    {
        await SendAsync(Open(), Message("k"), DeliveryStatus.Sent);
        using var log = OpenLog();
        var record = Assert.Single(Read(log, All));
        Assert.Equal((null, null, null), (record.Name, record.RowNumber, record.SourceFile));
    }

    [Fact]
    public async Task Records_are_filtered_by_every_parameter()
    {
        await SendAsync(Open(), Message("1", "a", "6281111111111"), DeliveryStatus.Sent);
        await PassAsync(Margin);
        await SendAsync(Open(), Message("2", "a", "6282222222222"), DeliveryStatus.Failed);
        await PassAsync(Margin);
        await SendAsync(Open(), Message("3", "b", "6281111111111"), DeliveryStatus.Unknown);
        await PassAsync(Margin);
        await SendAsync(Open(), Message(recipient: "6283333333333"), DeliveryStatus.Sent);
        using var log = OpenLog();
        var second = Read(log, All)[2].Timestamp;
        Assert.Equal(["2", "1"], Find(new DeliveryFilter { BatchId = "a" }));
        Assert.Equal(["3", "2"], Find(new DeliveryFilter { Statuses = [DeliveryStatus.Failed, DeliveryStatus.Unknown] }));
        Assert.Equal(["3", "1"], Find(new DeliveryFilter { Recipient = ["6281111111111", "6289999999999"] }));
        Assert.Equal([null, "3", "2"], Find(new DeliveryFilter { Since = second }));
        Assert.Equal(["1"], Find(new DeliveryFilter { Before = second }));
        Assert.Equal(
            ["1"],
            Find(
                new DeliveryFilter
                {
                    BatchId = "a",
                    Recipient = ["6281111111111"],
                    Before = second,
                }
            )
        );
        Assert.Empty(Find(new DeliveryFilter { BatchId = "b", Statuses = [DeliveryStatus.Sent] }));

        List<string?> Find(DeliveryFilter filter)
        {
            var found = Read(log, filter).Select(static record => record.MessageKey).ToList();
            Assert.Equal(found.Count, log.Count(filter, CancellationToken.None));
            return found;
        }
    }

    [Fact]
    public async Task Many_records_are_read_on_demand()
    {
        var ledger = Open(With(requests: 10_000, messagesPerDay: 10_000));
        for (var i = 0; i < 1200; i++)
        {
            await SendAsync(ledger, Message($"{i}"), DeliveryStatus.Sent);
        }

        using var log = OpenLog();
        Assert.Equal(1200, Read(log, All).DistinctBy(static record => record.MessageKey).Count());
        Assert.Equal(3, log.Read(All, CancellationToken.None).Take(3).Count());
        Assert.Equal(1200, log.Count(All, CancellationToken.None));
        Assert.Equal(1200, log.Clear(new DeliveryFilter { BatchId = "batch" }, CancellationToken.None));
        Assert.Empty(Read(log, All));
    }

    [Fact]
    public async Task Only_messages_of_a_live_process_are_in_progress()
    {
        var other = OpenElsewhere();
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(other, "under way")));
        var held = Claim(other, "held");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(held));
        await held.GiveBackAsync();
        using var log = OpenLog();
        Assert.Equal([DeliveryStatus.InProgress, DeliveryStatus.InProgress], Read(log, All).Select(static record => record.Status));
        Assert.Equal(2, Read(log, new DeliveryFilter { Statuses = [DeliveryStatus.InProgress] }).Count);
        await KillAsync(other);
        Assert.Empty(Read(log, new DeliveryFilter { Statuses = [DeliveryStatus.InProgress] }));
        var unknown = Assert.Single(Read(log, new DeliveryFilter { Statuses = [DeliveryStatus.Unknown] }));
        Assert.Equal(("under way", ErrorCode.DeliveryUnknown), (unknown.MessageKey, unknown.ErrorCode));
        Assert.Equal("held", Assert.Single(Read(log, new DeliveryFilter { Statuses = [DeliveryStatus.NotSent] })).MessageKey);
    }

    [Fact]
    public async Task The_text_is_recorded_only_with_KeepText()
    {
        await SendAsync(Open(), Message("1"), DeliveryStatus.Sent);
        await SendAsync(Open(Options with { KeepText = true }), Message("2"), DeliveryStatus.Sent);
        using var log = OpenLog();
        Assert.Equal(
            [("1", null), ("2", "the text")],
            Read(log, All).Select(static record => (record.MessageKey, record.Message)).OrderBy(static record => record.MessageKey)
        );
    }

    [Fact]
    public async Task Clearing_keeps_records_that_a_live_process_owns()
    {
        await SendAsync(Open(), Message("sent"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("failed"), DeliveryStatus.Failed);
        var dead = OpenElsewhere();
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(dead, "dead")));
        await KillAsync(dead);
        var live = Claim(OpenElsewhere(), "live");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(live));
        using var log = OpenLog();
        var some = new DeliveryFilter { Statuses = [DeliveryStatus.Failed] };
        Assert.Equal((1, 1), (log.Count(some, CancellationToken.None), log.Clear(some, CancellationToken.None)));
        Assert.Equal((2, 2), (log.Count(All, CancellationToken.None), log.Clear(All, CancellationToken.None)));
        Assert.Equal((0, 0), (log.Count(All, CancellationToken.None), log.Clear(All, CancellationToken.None)));
        Assert.Equal("live", Assert.Single(Read(log, All)).MessageKey);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "sent")));
        await live.CompleteAsync(Arrived, Result(Message("live"), DeliveryStatus.Sent));
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Claim(Open(), "live")));
    }

    [Fact]
    public async Task Only_Unknown_records_are_resolved()
    {
        foreach (var status in new[] { DeliveryStatus.Unknown, DeliveryStatus.Sent, DeliveryStatus.Failed })
        {
            await SendAsync(Open(), Message($"{status}"), status);
        }

        var dead = OpenElsewhere();
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(dead, "dead")));
        await KillAsync(dead);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(OpenElsewhere(), "live")));
        using var log = OpenLog();
        var ids = Read(log, All).ToDictionary(static record => record.MessageKey!, static record => record.Id);
        Assert.Equal(DeliveryStatus.Failed, log.Resolve(ids["Unknown"], DeliveryStatus.Failed)!.Status);
        Assert.Equal(DeliveryStatus.Failed, log.Resolve(ids["Unknown"], DeliveryStatus.Sent)!.Status);
        Assert.Equal(DeliveryStatus.Sent, log.Resolve(ids["dead"], DeliveryStatus.Sent)!.Status);
        Assert.Equal(DeliveryStatus.Sent, log.Resolve(ids["Sent"], DeliveryStatus.Failed)!.Status);
        Assert.Equal(DeliveryStatus.Failed, log.Resolve(ids["Failed"], DeliveryStatus.Sent)!.Status);
        Assert.Equal(DeliveryStatus.InProgress, log.Resolve(ids["live"], DeliveryStatus.Sent)!.Status);
        Assert.Null(log.Resolve("there is no such id", DeliveryStatus.Sent));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(), "Unknown")));
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Claim(Open(), "dead")));
    }

    [Fact]
    public async Task The_quota_of_a_closed_day_has_no_remaining_messages()
    {
        var options = With(messagesPerDay: 10);
        await RequestAsync(Open(options), Arrived, "a");
        await Open(options).CloseDayAsync("a");
        await Open(options).CloseDayAsync("b");
        using var log = OpenLog();
        Assert.Equal([("a", 1, 0), ("b", 0, 0)], Used(options.Limits));
        Assert.Equal([("a", 1, 10), ("b", 0, 11)], Used(options.Limits with { MessagesPerDay = 11 }));
        Assert.DoesNotContain(Used(Tomorrow(options.Limits)), static quota => quota.SessionId is "a" or "b");

        IEnumerable<(string? SessionId, int, int)> Used(RateLimits limits) =>
            log.Quotas(limits).Select(static quota => (quota.SessionId, quota.SentToday, quota.RemainingToday)).Order();
    }

    [Fact]
    public async Task Quotas_have_the_used_counts_of_the_window_and_of_each_session()
    {
        var options = With(requests: 3, LongWindow, messagesPerDay: 10);
        await RequestAsync(Open(options), Arrived, "a");
        await RequestAsync(OpenElsewhere(options), Arrived, "a");
        await RequestAsync(OpenElsewhere(options), Arrived, "b");
        using var log = OpenLog();
        var quotas = log.Quotas(options.Limits).OrderBy(static quota => quota.SessionId).ToList();
        Assert.Equal([("a", 2, 8), ("b", 1, 9)], quotas.Select(static quota => (quota.SessionId, quota.SentToday, quota.RemainingToday)));
        var offset = options.Limits.DailyReset.OffsetAt(Now);
        var midnight = new DateTimeOffset((Now + offset).UtcDateTime.Date.AddDays(1), TimeSpan.Zero) - offset;
        Assert.All(
            quotas,
            quota =>
            {
                Assert.Equal((Secrets.Key.Fingerprint, 3, 3), (quota.KeyFingerprint, quota.RequestsInWindow, quota.RequestLimit));
                Assert.InRange(quota.NextRequest!.Value, Now, Now + LongWindow + Margin);
                Assert.Equal(midnight, quota.ResetsAt);
            }
        );
        Assert.All(log.Quotas(options.Limits with { Requests = 4 }), static quota => Assert.Null(quota.NextRequest));
        Assert.Equal((null, 0, 10), Used(Assert.Single(log.Quotas(Tomorrow(options.Limits)))));

        static (string?, int, int) Used(Quota quota) => (quota.SessionId, quota.SentToday, quota.RemainingToday);
    }

    [Fact]
    public async Task A_pause_is_shown_in_the_quotas()
    {
        await RequestAsync(Open(), Refused);
        await Open().HoldAsync(LongWindow);
        using var log = OpenLog();
        Assert.All(log.Quotas(Options.Limits), quota => Assert.InRange(quota.NextRequest!.Value, Now, Now + LongWindow + Margin));
    }

    [Fact]
    public async Task The_API_keys_that_sent_messages_of_a_batch_are_known()
    {
        await SendAsync(Open(), Message("1", "sent"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("2", "unknown"), DeliveryStatus.Unknown);
        await SendAsync(Open(), Message("3", "failed"), DeliveryStatus.Failed);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Open().OpenEntry(Message("4", "under way"), static _ => { })));
        var service = new Uri("http://127.0.0.1:1/");
        using var log = OpenLog();
        Assert.All(["sent", "unknown", "under way"], batch => Assert.Equal([Secrets.Key.Fingerprint], log.KeysOfBatch(batch, service)));
        Assert.All(["failed", "none"], batch => Assert.Empty(log.KeysOfBatch(batch, service)));
        Assert.Empty(log.KeysOfBatch("sent", new Uri("http://127.0.0.1:2/")));
    }

    /// <summary>Opens the log of the test's ledger.</summary>
    private protected abstract IDeliveryLog OpenLog();

    /// <summary>
    /// Simulates the kill of the process that opened a ledger: other processes see it as dead immediately, without released reservations or
    /// ended requests. Later calls to the ledger may fail. It is closed after the test, like all others.
    /// </summary>
    /// <param name="ledger">From <see cref="LedgerContract.OpenLedgerElsewhere"/>.</param>
    private protected abstract Task KillAsync(DeliveryLedger ledger);

    private static List<DeliveryRecord> Read(IDeliveryLog log, DeliveryFilter filter) => [.. log.Read(filter, CancellationToken.None)];
}
