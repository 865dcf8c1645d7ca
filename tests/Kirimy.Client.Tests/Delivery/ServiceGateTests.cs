using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Delivery;

public sealed class ServiceGateTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(8);
    private static readonly ApiReply Sent = new() { Kind = ReplyKind.Accepted };
    private static readonly ApiReply Unreached = new() { Kind = ReplyKind.NotReached, Code = ErrorCode.NetworkError };
    private static readonly ApiReply TooMany = new()
    {
        Kind = ReplyKind.Busy,
        Code = ErrorCode.RateLimited,
        HttpStatus = 429,
    };

    private readonly FakeTimeProvider time = new();
    private readonly ServiceGate gate;
    private readonly List<Waiting> waits = [];

    public ServiceGateTests() => gate = new ServiceGate(time);

    [Fact]
    public async Task It_closes_at_the_third_failure_in_a_row()
    {
        Assert.False(Report(default, Unreached));
        Assert.False(Report(default, Unreached));
        Assert.False(Report(default, Sent));
        Assert.False(Report(default, Unreached));
        Assert.False(Report(default, Unreached));
        Assert.Equal(default, await EnterAsync());
        Assert.True(Report(default, Unreached));
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
        Assert.True(Report(probe, Unreached));
        Assert.All(await Task.WhenAll(others), pass => Assert.Same(Unreached, pass.Failed));
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
        Report(probe, new ApiReply { Kind = ReplyKind.Refused, Code = ErrorCode.DailyLimit });
        Assert.Equal(new Pass(IsProbe: true, IsAfterQuietWindow: false, Failed: null), await waiting);
        Assert.True(gate.IsClosed);
    }

    [Fact]
    public void An_answer_to_an_earlier_request_opens_it_only_if_it_was_thought_unreachable()
    {
        Report(default, TooMany);
        Report(default, Sent);
        Assert.True(gate.IsClosed);

        var other = new ServiceGate(time);
        for (var i = 0; i < 3; i++)
        {
            other.Report(default, Unreached, Wait, Window);
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
            Assert.False(Report(default, Unreached with { Code = ErrorCode.Cancelled }));
        }

        Assert.Equal(default, await EnterAsync());
    }

    private bool Report(Pass pass, ApiReply reply) => gate.Report(pass, reply, Wait, Window);

    private Task<Pass> EnterAsync() => gate.EnterAsync(waits.Add, CancellationToken.None).AsTask();

    /// <summary>A closed gate whose time is over: one that went ahead, and three that wait for it.</summary>
    private async Task<(Pass Probe, Task<Pass>[] Others)> ProbeAsync()
    {
        Report(default, TooMany);
        time.Advance(Wait);
        var probe = await EnterAsync();
        Assert.True(probe.IsProbe);
        return (probe, [EnterAsync(), EnterAsync(), EnterAsync()]);
    }
}
