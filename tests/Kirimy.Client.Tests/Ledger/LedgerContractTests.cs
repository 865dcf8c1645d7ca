using Kirimy.Client.Ledger;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Contract tests of every ledger store.</summary>
public abstract partial class LedgerContractTests : LedgerContract
{
    [Fact]
    public async Task No_window_has_more_requests_than_its_limit()
    {
        const int Allowed = 4;
        var options = With(requests: Allowed);
        var ledgers = new[] { Open(options), OpenElsewhere(options) };
        var workers = Enumerable.Range(0, 6).Select(i => Task.Run(() => WorkAsync(ledgers[i % 2]))).ToList();
        var all = Task.WhenAll(workers);
        await PassUntilAsync(all);
        var requests = (await all).SelectMany(static times => times).Order().ToList();
        Assert.All(requests.Zip(requests.Skip(Allowed)), pair => Assert.True(pair.Second - pair.First >= Window));

        async Task<List<DateTimeOffset>> WorkAsync(DeliveryLedger ledger)
        {
            var times = new List<DateTimeOffset>();
            for (var i = 0; i < 3; i++)
            {
                var claim = Claim(ledger);
                Assert.Equal(ReservationResult.Go, (await claim.ReserveAsync("s", CancellationToken.None)).Result);
                times.Add(Now);
                await claim.ReleaseAsync(Arrived);
            }

            return times;
        }
    }

    [Fact]
    public async Task A_waiting_request_gets_the_time_of_its_slot()
    {
        using var stop = new CancellationTokenSource();
        var options = With(requests: 1, LongWindow);
        var underWay = await RequestAsync(Open(options), Arrived);
        var (turn, told, _) = await WaitAsync(OpenElsewhere(options), stopping: stop.Token);
        Assert.Equal(WaitReason.RateLimit, told.Reason);
        Assert.InRange(told.Until, underWay + LongWindow, Now + LongWindow + Margin);
        await stop.CancelAsync();
        Assert.Equal(ReservationResult.Stopped, await turn);
    }

    [Fact]
    public async Task A_slow_response_does_not_lengthen_the_window()
    {
        using var stop = new CancellationTokenSource();
        var options = With(requests: 1, LongWindow);
        await RequestAsync(Open(options), new RequestEnd(LongWindow / 2, Counts: true));
        var (turn, told, _) = await WaitAsync(Open(options), stopping: stop.Token);
        Assert.InRange(told.Until, Now, Now + (LongWindow / 2) + Margin);
        await stop.CancelAsync();
        Assert.Equal(ReservationResult.Stopped, await turn);
    }

    [Fact]
    public async Task A_request_that_ends_late_delays_the_next_one()
    {
        var options = With(requests: 1);
        var slow = Claim(Open(options));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(slow));
        var (turn, _, _) = await WaitAsync(OpenElsewhere(options));
        await PassAsync(Window + Margin + Margin);
        var late = Now;
        await slow.ReleaseAsync(Arrived);
        await PassUntilAsync(turn);
        Assert.Equal(ReservationResult.Go, await turn);
        Assert.True(Now - late >= Window);
    }

    [Fact]
    public async Task A_pause_applies_to_new_and_to_waiting_requests()
    {
        var options = With(requests: 1);
        var first = Claim(Open(options));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(first));
        var (waiting, _, _) = await WaitAsync(OpenElsewhere(options));
        var since = Now;
        await Open(options).HoldAsync(Window * 2);
        await Open(options).HoldAsync(Window);
        await first.ReleaseAsync(Refused);
        await PassUntilAsync(waiting);
        Assert.Equal(ReservationResult.Go, await waiting);
        Assert.True(Now - since >= Window * 2);
    }

    [Fact]
    public async Task A_request_during_a_pause_has_the_end_of_the_pause()
    {
        using var stop = new CancellationTokenSource();
        var since = Now;
        await Open().HoldAsync(LongWindow);
        var (turn, told, _) = await WaitAsync(OpenElsewhere(), stopping: stop.Token);
        Assert.InRange(told.Until, since + LongWindow, Now + LongWindow + Margin);
        await stop.CancelAsync();
        Assert.Equal(ReservationResult.Stopped, await turn);
    }

    [Fact]
    public async Task The_daily_limit_counts_messages_that_may_have_been_sent()
    {
        var options = With(messagesPerDay: 2);
        await RequestAsync(Open(options), Refused, "a");
        await RequestAsync(Open(options), Arrived, "a");
        await RequestAsync(OpenElsewhere(options), Arrived, "a");
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(options)), "a"));
        var other = Claim(OpenElsewhere(options));
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(other, "a"));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(other, "b"));
    }

    [Fact]
    public async Task A_full_day_has_its_remaining_time()
    {
        var options = With(messagesPerDay: 1);
        await RequestAsync(Open(options), Arrived, "a");
        var before = Now;
        var reservation = await Claim(OpenElsewhere(options)).ReserveAsync("a", CancellationToken.None);
        var ends = options.Limits.DailyReset.EndOfDay(before);
        Assert.Equal(ReservationResult.DayIsFull, reservation.Result);
        Assert.InRange(reservation.Wait, ends - Now - TimeSpan.FromSeconds(5), ends - before + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_closed_day_is_full_in_all_processes_for_limits_up_to_the_one_in_force()
    {
        var options = With(messagesPerDay: 10);
        await RequestAsync(Open(options), Arrived, "a");
        await Open(options).CloseDayAsync("a");
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(options)), "a"));
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(OpenElsewhere(With(messagesPerDay: 5))), "a"));
        await OpenElsewhere(With(messagesPerDay: 5)).CloseDayAsync("a");
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(OpenElsewhere(options)), "a"));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open(options)), "b"));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(OpenElsewhere(With(messagesPerDay: 11))), "a"));
    }

    [Fact]
    public async Task A_closed_day_ends_with_the_daily_reset()
    {
        var today = With(messagesPerDay: 10);
        await Open(today).CloseDayAsync("a");
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(today)), "a"));
        await RequestAsync(Open(today with { Limits = Tomorrow(today.Limits) }), Arrived, "a");
    }

    [Fact]
    public async Task An_earlier_record_has_the_name_and_the_row()
    {
        await SendAsync(Open(), Message("k") with { Source = Row(name: "Budi", row: 12) }, DeliveryStatus.Sent);
        var claim = Claim(OpenElsewhere(), "k");
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(claim));
        Assert.Equal(("Budi", 12, "contacts.csv"), (claim.Earlier?.Name, claim.Earlier?.RowNumber, claim.Earlier?.SourceFile));
    }

    [Fact]
    public async Task The_next_day_has_all_its_messages()
    {
        var today = With(messagesPerDay: 1);
        var tomorrow = today with { Limits = Tomorrow(today.Limits) };
        await RequestAsync(Open(today), Arrived);
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(today))));
        await RequestAsync(Open(tomorrow), Arrived);
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(tomorrow))));
    }

    [Fact]
    public async Task The_daily_limit_resets_at_the_hour_of_its_time_zone()
    {
        // A time zone in which it is about noon now, so that no daily limit resets while the test runs.
        var zone = new[] { "Pacific/Auckland", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "America/Los_Angeles" }.First(id =>
            ClockIn(id).Hours is >= 6 and < 18
        );
        var hour = TimeSpan.FromHours(ClockIn(zone).Hours);
        var limits = With(messagesPerDay: 1).Limits;
        var begunEarlier = Options with { Limits = limits with { DailyReset = DailyReset.Find(zone, hour - TimeSpan.FromHours(3))! } };
        var turnsLater = Options with { Limits = limits with { DailyReset = DailyReset.Find(zone, hour + TimeSpan.FromHours(3))! } };
        await RequestAsync(Open(begunEarlier), Arrived);
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(begunEarlier))));
        await RequestAsync(Open(turnsLater), Arrived);
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(Open(turnsLater))));

        TimeSpan ClockIn(string id) => TimeZoneInfo.ConvertTime(Now, TimeZoneInfo.FindSystemTimeZoneById(id)).TimeOfDay;
    }

    [Fact]
    public async Task A_wait_over_midnight_counts_for_the_new_day()
    {
        var limits = With(requests: 1, messagesPerDay: 1).Limits;
        var beforeMidnight = Options with
        {
            Limits = limits with { DailyReset = DailyReset.AtOffset(TimeSpan.FromDays(1) - Now.TimeOfDay - (Window / 2)) },
        };
        var ledger = Open(beforeMidnight);
        await RequestAsync(ledger, Arrived, "other");
        await RequestAsync(ledger, Arrived, "a");
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(Claim(ledger), "a"));
    }

    [Fact]
    public async Task A_withdrawn_request_releases_its_slot_and_its_message_of_the_day()
    {
        var options = With(requests: 1, LongWindow, messagesPerDay: 1);
        var claim = Claim(Open(options));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(claim));
        await claim.GiveBackAsync();
        Assert.Equal(ReservationResult.Go, (await claim.ReserveAsync("s", CancellationToken.None)).Result);
        await claim.GiveBackAsync();
        Assert.Equal(ReservationResult.Go, (await Claim(OpenElsewhere(options)).ReserveAsync("s", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task A_canceled_wait_releases_its_place_and_its_message_of_the_day()
    {
        using var stop = new CancellationTokenSource();
        using var stopNext = new CancellationTokenSource();
        var options = With(requests: 1, LongWindow, messagesPerDay: 2);
        await RequestAsync(Open(options), Arrived);
        var (turn, _, _) = await WaitAsync(Open(options), stopping: stop.Token);
        await stop.CancelAsync();
        Assert.Equal(ReservationResult.Stopped, await turn);
        var (next, told, _) = await WaitAsync(OpenElsewhere(options), stopping: stopNext.Token);
        Assert.InRange(told.Until, Now, Now + LongWindow + Margin);
        await stopNext.CancelAsync();
        Assert.Equal(ReservationResult.Stopped, await next);
    }

    [Fact]
    public async Task A_sent_message_is_not_sent_again()
    {
        await SendAsync(Open(), Message("k"), DeliveryStatus.Sent);
        for (var i = 0; i < 2; i++)
        {
            var again = Claim(OpenElsewhere(Options with { ResendUnknown = true }), "k");
            Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(again));
            Assert.Equal("wamid-1", again.Earlier!.MessageId);
            Assert.Equal(DeliveryStatus.Sent, again.Earlier.Status);
            await again.CompleteAsync(request: null, Result(Message("k"), DeliveryStatus.Skipped));
        }
    }

    [Fact]
    public async Task An_Unknown_message_is_sent_again_only_with_ResendUnknown()
    {
        await SendAsync(Open(), Message("k"), DeliveryStatus.Unknown);
        var again = Claim(OpenElsewhere(), "k");
        Assert.Equal(ReservationResult.MayHaveArrived, await AdmitAsync(again));
        Assert.Equal(DeliveryStatus.Unknown, again.Earlier!.Status);
        Assert.Equal(ErrorCode.ServerError, again.Earlier.ErrorCode);
        await again.CompleteAsync(request: null, Result(Message("k"), DeliveryStatus.Skipped));

        var resent = Claim(OpenElsewhere(Options with { ResendUnknown = true }), "k");
        for (var request = 0; request < 2; request++)
        {
            Assert.Equal(ReservationResult.Go, await AdmitAsync(resent));
            Assert.Equal(ErrorCode.ServerError, resent.Earlier!.ErrorCode);
            await resent.ReleaseAsync(Refused);
        }

        await resent.CompleteAsync(request: null, Result(Message("k"), DeliveryStatus.Sent));
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Claim(Open(), "k")));
    }

    [Fact]
    public async Task The_recorded_outcome_is_returned_when_the_resent_message_had_to_wait()
    {
        var options = With(requests: 1) with { ResendUnknown = true };
        await SendAsync(Open(options), Message("k"), DeliveryStatus.Unknown);
        var resent = Claim(Open(options), "k");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(resent));
        Assert.Equal(ErrorCode.ServerError, resent.Earlier!.ErrorCode);
    }

    [Theory]
    [InlineData(DeliveryStatus.Failed)]
    [InlineData(DeliveryStatus.NotSent)]
    public async Task A_message_that_was_not_sent_can_be_sent_again(DeliveryStatus status)
    {
        await SendAsync(Open(), Message("k"), status);
        var again = Claim(OpenElsewhere(), "k");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(again));
        Assert.Null(again.Earlier);
    }

    [Fact]
    public async Task A_message_that_another_process_sends_is_in_progress_until_it_has_a_result()
    {
        var claim = Claim(Open(), "k");
        Assert.Equal(ReservationResult.Go, await AdmitAsync(claim));
        Assert.Equal(ReservationResult.InProgress, await AdmitAsync(Claim(Open(), "k")));
        await claim.ReleaseAsync(Refused);
        var other = Claim(OpenElsewhere(Options with { ResendUnknown = true }), "k");
        Assert.Equal(ReservationResult.InProgress, await AdmitAsync(other));
        await other.CompleteAsync(request: null, Result(Message("k"), DeliveryStatus.Skipped));
        Assert.Equal(ReservationResult.InProgress, await AdmitAsync(Claim(Open(), "k")));
        await claim.CompleteAsync(request: null, Result(Message("k"), DeliveryStatus.NotSent));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(OpenElsewhere(), "k")));
    }

    [Fact]
    public async Task A_message_without_an_idempotency_key_is_always_new()
    {
        await SendAsync(Open(), Message(), DeliveryStatus.Sent);
        await SendAsync(Open(), Message(), DeliveryStatus.Unknown);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(OpenElsewhere())));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(Open())));
    }

    [Fact]
    public async Task Batches_are_independent_of_each_other()
    {
        await SendAsync(Open(), Message("k", "one"), DeliveryStatus.Sent);
        await SendAsync(OpenElsewhere(), Message("k", "two"), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("k", batch: null), DeliveryStatus.Sent);
        await SendAsync(Open(), Message("K", "one"), DeliveryStatus.Sent);
        Assert.Equal(ReservationResult.AlreadySent, await AdmitAsync(Open().OpenEntry(Message("k", batch: null), static _ => { })));
    }

    [Fact]
    public async Task A_message_that_no_session_could_send_can_be_sent_again()
    {
        var options = With(messagesPerDay: 1);
        await RequestAsync(Open(options), Arrived);
        var claim = Claim(Open(options), "k");
        Assert.Equal(ReservationResult.DayIsFull, await AdmitAsync(claim));
        await claim.CompleteAsync(request: null, Result(Message("k"), DeliveryStatus.Failed));
        Assert.Equal(ReservationResult.Go, await AdmitAsync(Claim(OpenElsewhere(), "k")));
    }
}
