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
    private static readonly ApiResponse Unreachable = new() { Kind = ResponseKind.NotReached, Code = ErrorCode.NetworkError };
    private static readonly ApiResponse TooMany = new()
    {
        Kind = ResponseKind.Busy,
        Code = ErrorCode.RateLimited,
        HttpStatus = 429,
    };

    private readonly FakeTimeProvider time = new();
    private readonly CircuitBreaker breaker;
    private readonly List<Waiting> waits = [];

    public CircuitBreakerTests() => breaker = new CircuitBreaker(time);

    [Fact]
    public async Task The_circuit_opens_after_three_failures_in_a_row()
    {
        Assert.False(Report(BreakerLease.Closed, Unreachable));
        Assert.False(Report(BreakerLease.Closed, Unreachable));
        Assert.False(Report(BreakerLease.Closed, Sent));
        Assert.False(Report(BreakerLease.Closed, Unreachable));
        Assert.False(Report(BreakerLease.Closed, Unreachable));
        Assert.Same(BreakerLease.Closed, await EnterAsync());
        Assert.True(Report(BreakerLease.Closed, Unreachable));
        Assert.True(breaker.IsOpen);
        var probe = EnterAsync();
        Assert.Equal(new Waiting(WaitReason.ServiceDown, time.GetLocalNow() + Wait), Assert.Single(waits));
        time.Advance(Wait);
        Assert.True((await probe).IsProbe);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(408, false)]
    public void The_circuit_opens_after_one_response_that_concerns_all_requests(int status, bool opens)
    {
        Assert.Equal(opens, Report(BreakerLease.Closed, TooMany with { HttpStatus = status }));
        Assert.Equal(opens, breaker.IsOpen);
    }

    [Fact]
    public async Task Waiting_requests_are_sent_when_the_probe_succeeds()
    {
        var (probe, others) = await ProbeAsync();
        Assert.DoesNotContain(others, o => o.IsCompleted);
        Report(probe, Sent);
        Assert.All(await Task.WhenAll(others), lease => Assert.Same(BreakerLease.Closed, lease));
        Assert.False(breaker.IsOpen);
    }

    [Fact]
    public async Task A_failed_probe_counts_as_an_attempt_of_every_waiting_message()
    {
        var (probe, others) = await ProbeAsync();
        Assert.True(Report(probe, Unreachable));
        Assert.All(await Task.WhenAll(others), lease => Assert.Same(Unreachable, lease.ProbeFailure));
        Assert.True(breaker.IsOpen);
        var next = EnterAsync();
        time.Advance(Wait - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await next).IsProbe);
    }

    [Fact]
    public async Task A_released_probe_lets_another_request_probe()
    {
        var (probe, others) = await ProbeAsync();
        breaker.Release(probe);
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
    public async Task A_lease_shows_whether_the_window_had_no_requests(int seconds, int status, bool isQuiet)
    {
        breaker.RecordOutcome(BreakerLease.Closed, TooMany with { HttpStatus = status }, TimeSpan.FromSeconds(seconds), Window);
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isQuiet, (await EnterAsync()).IsAfterQuietWindow);
    }

    [Fact]
    public async Task The_request_after_a_daily_limit_is_a_probe_without_a_quiet_window()
    {
        breaker.RecordOutcome(BreakerLease.Closed, TooMany, Window, Window);
        time.Advance(Window);
        var probe = await EnterAsync();
        var waiting = EnterAsync();
        Report(probe, new ApiResponse { Kind = ResponseKind.Refused, Code = ErrorCode.DailyLimit });
        var next = await waiting;
        Assert.Equal((true, false), (next.IsProbe, next.IsAfterQuietWindow));
        Assert.True(breaker.IsOpen);
    }

    [Fact]
    public void A_response_to_an_earlier_request_closes_the_circuit_only_after_connection_failures()
    {
        Report(BreakerLease.Closed, TooMany);
        Report(BreakerLease.Closed, Sent);
        Assert.True(breaker.IsOpen);

        var other = new CircuitBreaker(time);
        for (var i = 0; i < 3; i++)
        {
            other.RecordOutcome(BreakerLease.Closed, Unreachable, Wait, Window);
        }

        Assert.True(other.IsOpen);
        other.RecordOutcome(BreakerLease.Closed, Sent, Wait, Window);
        Assert.False(other.IsOpen);
    }

    [Fact]
    public async Task A_wait_ends_when_the_batch_is_stopped()
    {
        Report(BreakerLease.Closed, TooMany);
        using var stop = new CancellationTokenSource();
        var waiting = breaker.EnterAsync(waits.Add, stop.Token);
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        Assert.Same(BreakerLease.Closed, await waiting);
    }

    [Fact]
    public async Task Canceled_requests_do_not_count_as_failures()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.False(Report(BreakerLease.Closed, Unreachable with { Code = ErrorCode.Cancelled }));
        }

        Assert.Same(BreakerLease.Closed, await EnterAsync());
    }

    private bool Report(BreakerLease lease, ApiResponse response) => breaker.RecordOutcome(lease, response, Wait, Window);

    private Task<BreakerLease> EnterAsync() => breaker.EnterAsync(waits.Add, CancellationToken.None);

    /// <summary>An open circuit whose wait is over: a probe, and three requests that wait for it.</summary>
    private async Task<(BreakerLease Probe, Task<BreakerLease>[] Others)> ProbeAsync()
    {
        Report(BreakerLease.Closed, TooMany);
        time.Advance(Wait);
        var probe = await EnterAsync();
        Assert.True(probe.IsProbe);
        return (probe, [EnterAsync(), EnterAsync(), EnterAsync()]);
    }
}
