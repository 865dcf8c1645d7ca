using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Delivery;

public sealed class CircuitBreakerTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(8);
    private static readonly ApiResponse Sent = new() { Kind = ResponseKind.Accepted };
    private static readonly ApiResponse ConnectionErrors = new() { Kind = ResponseKind.NotReached, Code = ErrorCode.NetworkError };
    private static readonly ApiResponse TooMany = new()
    {
        Kind = ResponseKind.Busy,
        Code = ErrorCode.RateLimited,
        HttpStatus = 429,
    };

    private readonly FakeTimeProvider time = new();
    private readonly CircuitBreaker gate;
    private readonly List<Waiting> waits = [];

    public CircuitBreakerTests() => gate = new CircuitBreaker(time);

    [Fact]
    public async Task It_closes_at_the_third_failure_in_a_row()
    {
        Assert.False(Report(default, ConnectionErrors));
        Assert.False(Report(default, ConnectionErrors));
        Assert.False(Report(default, Sent));
        Assert.False(Report(default, ConnectionErrors));
        Assert.False(Report(default, ConnectionErrors));
        Assert.Equal(default, await EnterAsync());
        Assert.True(Report(default, ConnectionErrors));
        Assert.True(gate.IsClosed);
        var probe = EnterAsync();
        Assert.Equal(new Waiting(WaitReason.ServiceDown, time.GetLocalNow() + Wait), Assert.Single(waits));
        time.Advance(Wait);
        Assert.True((await probe).IsProbe);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(408, false)]
    public void One_answer_that_holds_for_all_closes_it(int status, bool closes)
    {
        Assert.Equal(closes, Report(default, TooMany with { HttpStatus = status }));
        Assert.Equal(closes, gate.IsClosed);
    }

    [Fact]
    public async Task One_goes_ahead_and_the_others_follow_when_it_comes_through()
    {
        var (probe, others) = await ProbeAsync();
        Assert.DoesNotContain(others, o => o.IsCompleted);
        Report(probe, Sent);
        Assert.All(await Task.WhenAll(others), pass => Assert.Equal(default, pass));
        Assert.False(gate.IsClosed);
    }

    [Fact]
    public async Task A_probe_that_fails_fails_for_all_that_waited_for_it()
    {
        var (probe, others) = await ProbeAsync();
        Assert.True(Report(probe, ConnectionErrors));
        Assert.All(await Task.WhenAll(others), pass => Assert.Same(ConnectionErrors, pass.Failed));
        Assert.True(gate.IsClosed);
        var next = EnterAsync();
        time.Advance(Wait - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await next).IsProbe);
    }

    [Fact]
    public async Task A_probe_that_is_given_up_leaves_its_place_to_one_that_waits()
    {
        var (probe, others) = await ProbeAsync();
        gate.Abandon(probe);
        var second = await await Task.WhenAny(others);
        Assert.True(second.IsProbe);
        Assert.Equal(1, others.Count(o => o.IsCompleted));
        Report(second, Sent);
        await Task.WhenAll(others);
    }

    [Theory]
    [InlineData(60, 429, true)]
    [InlineData(61, 429, true)]
    [InlineData(59, 429, false)]
    [InlineData(60, 503, false)]
    public async Task A_probe_knows_whether_the_window_was_quiet_before_it(int seconds, int status, bool isQuiet)
    {
        gate.Report(default, TooMany with { HttpStatus = status }, TimeSpan.FromSeconds(seconds), Window);
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isQuiet, (await EnterAsync()).IsAfterQuietWindow);
    }

    [Fact]
    public async Task When_a_session_s_day_is_over_the_next_one_is_a_probe_that_was_not_quiet_before()
    {
        gate.Report(default, TooMany, Window, Window);
        time.Advance(Window);
        var probe = await EnterAsync();
        var waiting = EnterAsync();
        Report(probe, new ApiResponse { Kind = ResponseKind.Refused, Code = ErrorCode.DailyLimit });
        Assert.Equal(new BreakerLease(IsProbe: true, IsAfterQuietWindow: false, Failed: null), await waiting);
        Assert.True(gate.IsClosed);
    }

    [Fact]
    public void An_answer_to_an_earlier_request_opens_it_only_if_it_was_thought_unreachable()
    {
        Report(default, TooMany);
        Report(default, Sent);
        Assert.True(gate.IsClosed);

        var other = new CircuitBreaker(time);
        for (var i = 0; i < 3; i++)
        {
            other.Report(default, ConnectionErrors, Wait, Window);
        }

        Assert.True(other.IsClosed);
        other.Report(default, Sent, Wait, Window);
        Assert.False(other.IsClosed);
    }

    [Fact]
    public async Task A_wait_ends_with_the_batch()
    {
        Report(default, TooMany);
        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync(waits.Add, stop.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(default, await waiting);
    }

    [Fact]
    public async Task Cancelled_requests_say_nothing_of_the_service()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.False(Report(default, ConnectionErrors with { Code = ErrorCode.Cancelled }));
        }

        Assert.Equal(default, await EnterAsync());
    }

    private bool Report(BreakerLease pass, ApiResponse reply) => gate.Report(pass, reply, Wait, Window);

    private Task<BreakerLease> EnterAsync() => gate.EnterAsync(waits.Add, CancellationToken.None).AsTask();

    /// <summary>A closed gate whose time is over: one that went ahead, and three that wait for it.</summary>
    private async Task<(BreakerLease Probe, Task<BreakerLease>[] Others)> ProbeAsync()
    {
        Report(default, TooMany);
        time.Advance(Wait);
        var probe = await EnterAsync();
        Assert.True(probe.IsProbe);
        return (probe, [EnterAsync(), EnterAsync(), EnterAsync()]);
    }
}
