using Kirimy.Client.Ledger;
using Kirimy.Client.Tests.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

public sealed class MemoryLedgerTests
{
    private static readonly RequestEnd Sent = new(TimeSpan.Zero, Counts: true);
    private static readonly RequestEnd Refused = new(TimeSpan.Zero, Counts: false);

    // Ten in the evening of 17 August in Jakarta.
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 8, 17, 15, 0, 0, TimeSpan.Zero));
    private readonly Uri service = new($"http://127.0.0.1:1/{Guid.NewGuid():N}/");

    [Fact]
    public async Task A_session_s_day_is_full_after_as_many_messages_as_may_have_been_sent()
    {
        var claim = Claim(new RateLimits { MessagesPerDay = 2 });
        await RequestAsync(claim, "a", Refused);
        await RequestAsync(claim, "a", Sent);
        await RequestAsync(claim, "a", Sent);
        Assert.Equal(Admission.DayIsFull, await claim.AdmitAsync("a", CancellationToken.None));
        await RequestAsync(claim, "b", Sent);
    }

    [Fact]
    public async Task The_day_turns_at_midnight_in_Jakarta()
    {
        var claim = Claim(new RateLimits { MessagesPerDay = 1 });
        await RequestAsync(claim, "a", Sent);
        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(Admission.DayIsFull, await claim.AdmitAsync("a", CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(1));
        await RequestAsync(claim, "a", Sent);
    }

    [Fact]
    public async Task A_wait_over_midnight_counts_for_the_new_day()
    {
        var limits = new RateLimits { Requests = 1, MessagesPerDay = 2 };
        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(30));
        var first = Claim(limits);
        await RequestAsync(first, "a", Sent);
        var waiting = Claim(limits).AdmitAsync("a", CancellationToken.None).AsTask();
        time.Advance(limits.Window + MemoryLedger.Margin);
        Assert.Equal(Admission.Go, await waiting);
        await first.AdmitAsync("b", new CancellationToken(canceled: true));

        // The old day's two are of no account: one of the new day's two is left.
        time.Advance(limits.Window);
        var other = Claim(limits with { Requests = 2 });
        Assert.Equal(Admission.Go, await other.AdmitAsync("a", CancellationToken.None));
        Assert.Equal(Admission.DayIsFull, await Claim(limits with { Requests = 9 }).AdmitAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task A_withdrawn_request_gives_its_slot_and_its_message_of_the_day_back()
    {
        var claim = Claim(new RateLimits { Requests = 1, MessagesPerDay = 1 });
        Assert.Equal(Admission.Go, await claim.AdmitAsync("a", CancellationToken.None));
        await claim.WithdrawAsync();
        await RequestAsync(claim, "a", Sent);
    }

    [Fact]
    public async Task A_wait_that_is_ended_gives_its_message_of_the_day_back()
    {
        var limits = new RateLimits { Requests = 1, MessagesPerDay = 2 };
        var claim = Claim(limits);
        await RequestAsync(claim, "a", Sent);
        Assert.Equal(Admission.Stopped, await claim.AdmitAsync("a", new CancellationToken(canceled: true)));
        time.Advance(limits.Window + MemoryLedger.Margin);
        await RequestAsync(claim, "a", Sent);
    }

    [Fact]
    public async Task All_that_hold_the_key_share_its_window_and_are_told_until_when_they_wait()
    {
        var limits = new RateLimits { Requests = 2 };
        var told = new List<Waiting>();
        await RequestAsync(Claim(limits), "a", Sent);
        await RequestAsync(Claim(limits), "b", new RequestEnd(TimeSpan.FromSeconds(3), Counts: true));
        var third = Claim(limits, told.Add).AdmitAsync("c", CancellationToken.None).AsTask();
        Assert.Equal(new Waiting(WaitReason.RateLimit, time.GetLocalNow() + limits.Window + MemoryLedger.Margin), Assert.Single(told));
        time.Advance(limits.Window);
        Assert.False(third.IsCompleted);
        time.Advance(MemoryLedger.Margin);
        Assert.Equal(Admission.Go, await third);
    }

    [Fact]
    public async Task A_slow_answer_does_not_lengthen_the_window()
    {
        var limits = new RateLimits { Requests = 1 };
        var claim = Claim(limits);
        await RequestAsync(claim, "a", new RequestEnd(TimeSpan.FromSeconds(20), Counts: true));
        var next = claim.AdmitAsync("a", CancellationToken.None).AsTask();
        time.Advance(limits.Window + MemoryLedger.Margin - TimeSpan.FromSeconds(20));
        Assert.Equal(Admission.Go, await next);
    }

    [Fact]
    public async Task A_hold_is_everybody_s()
    {
        var limits = new RateLimits();
        await Open(limits).HoldAsync(TimeSpan.FromSeconds(7));
        var held = Claim(limits).AdmitAsync("a", CancellationToken.None).AsTask();
        Assert.False(held.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(Admission.Go, await held);
    }

    private static async Task RequestAsync(IClaim claim, string session, RequestEnd end)
    {
        Assert.Equal(Admission.Go, await claim.AdmitAsync(session, CancellationToken.None));
        await claim.ReleaseAsync(end);
    }

    private MemoryLedger Open(RateLimits limits) =>
        MemoryLedger.For(BatchRun.Client(service), new LedgerOptions { Limits = limits, Time = time });

    private IClaim Claim(RateLimits limits, Action<Waiting>? waiting = null) =>
        Open(limits).Claim(BatchRun.Message(0), waiting ?? (_ => { }));
}
