using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task The_hundred_and_first_request_of_a_minute_is_rejected()
    {
        using var server = new TestServer(new SandboxOptions { TimeProvider = new SignallingTime() });
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(200, (await server.SendAsync()).Status);
        }

        var reply = await server.SendAsync();
        Assert.Equal(429, reply.Status);
        Assert.Equal(429, reply.Json.GetProperty("statusCode").GetInt32());
        Assert.Null(reply.Headers.RetryAfter);
        Assert.Equal((101, SandboxMessageStatus.NotDelivered), (server.Sandbox.Messages[100].Id, server.Sandbox.Messages[100].Status));
    }

    [Fact]
    public async Task The_rate_limit_window_slides()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time, RequestsPerMinute = 2 });
        async Task<int> StatusAt(int seconds)
        {
            time.SetUtcNow(time.Start.AddSeconds(seconds));
            return (await server.SendAsync()).Status;
        }

        Assert.Equal(200, await StatusAt(0));
        Assert.Equal(200, await StatusAt(40));
        Assert.Equal(429, await StatusAt(59));
        Assert.Equal(200, await StatusAt(60));
        Assert.Equal(429, await StatusAt(99));
        Assert.Equal(200, await StatusAt(100));
    }

    [Fact]
    public async Task A_request_over_the_limit_does_not_prolong_the_wait()
    {
        var time = new SignallingTime();
        using var server = new TestServer(
            new SandboxOptions
            {
                TimeProvider = time,
                RequestsPerMinute = 1,
                RateWindow = TimeSpan.FromSeconds(10),
            }
        );
        Assert.Equal(200, (await server.SendAsync()).Status);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(429, (await server.SendAsync()).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Fact]
    public async Task Refused_requests_count_except_those_with_a_wrong_key()
    {
        using var server = new TestServer(new SandboxOptions { TimeProvider = new SignallingTime(), RequestsPerMinute = 2 });
        await server.SendAsync(key: "wrong");
        await server.SendAsync(session: "other");
        await server.PostAsync(new StringContent("no form"), server.Sandbox.ApiKey);
        Assert.Equal(429, (await server.SendAsync()).Status);
        Assert.Equal(401, (await server.SendAsync(key: "wrong")).Status);
    }

    [Fact]
    public async Task Each_session_has_its_own_daily_limit()
    {
        using var server = new TestServer(
            new SandboxOptions
            {
                TimeProvider = new SignallingTime(),
                SessionIds = ["a", "b"],
                MessagesPerDay = 2,
            }
        );
        Assert.Equal(200, (await server.SendAsync(session: "a")).Status);
        Assert.Equal(400, (await server.SendAsync(session: "a", message: "")).Status);
        Assert.Equal(200, (await server.SendAsync(session: "a")).Status);
        Assert.Equal(429, (await server.SendAsync(session: "a")).Status);
        Assert.Equal(200, (await server.SendAsync(session: "b")).Status);
    }

    [Fact]
    public async Task The_daily_limit_resets_at_midnight_in_Jakarta()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time, MessagesPerDay = 1 });
        async Task<int> StatusAt(int day, int hour, int minute)
        {
            time.SetUtcNow(new DateTimeOffset(2025, 1, day, hour, minute, 0, TimeSpan.Zero));
            return (await server.SendAsync()).Status;
        }

        Assert.Equal(200, await StatusAt(1, 16, 58));
        Assert.Equal(429, await StatusAt(1, 16, 59));
        // 17:00 UTC is midnight in Jakarta.
        Assert.Equal(200, await StatusAt(1, 17, 0));
        Assert.Equal(429, await StatusAt(2, 16, 59));
        Assert.Equal(200, await StatusAt(2, 17, 0));
    }

    [Fact]
    public async Task Concurrent_requests_take_exactly_the_available_places()
    {
        using var server = new TestServer(new SandboxOptions { TimeProvider = new SignallingTime(), RequestsPerMinute = 50 });
        var replies = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => server.SendAsync()));
        Assert.Equal(50, replies.Count(r => r.Status == 200));
        Assert.Equal(70, replies.Count(r => r.Status == 429));
        Assert.Equal(120, server.Sandbox.MessageCount);
    }
}
