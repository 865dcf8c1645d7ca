using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kirimy.Client.Delivery;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Scheduling;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Tests the waits that the workers of a batch share: rate limits, a busy service, and a service that is down.</summary>
public sealed class SharedWaitTests
{
    private readonly InstantTime time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task No_window_has_more_requests_than_the_plan_allows(int throttleLimit)
    {
        var arrivals = new ConcurrentQueue<TimeSpan>();
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                arrivals.Enqueue(time.GetElapsedTime(0));
                return Answer.Sent();
            }
        );
        var limits = new RateLimits { Requests = 10 };
        var run = await BatchRun.SendAsync(server, Options(limits) with { ThrottleLimit = throttleLimit }, Messages(65));
        Assert.All(run.Results, r => Assert.Equal(DeliveryStatus.Sent, r.Status));
        var log = arrivals.Order().ToList();
        Assert.All(
            log.Skip(limits.Requests).Zip(log),
            pair => Assert.True(pair.First - pair.Second >= limits.Window, $"{pair.Second} and {pair.First}")
        );

        // Six windows are full, so no more than those caused a wait. With several workers, the clock advances while other requests
        // are in flight.
        if (throttleLimit == 1)
        {
            Assert.InRange(time.GetElapsedTime(1), 6 * limits.Window, 6.1 * limits.Window);
        }
    }

    [Fact]
    public async Task The_daily_limit_fails_over_to_the_next_session_once()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = await BatchRun.SendAsync(server, Options(new RateLimits { MessagesPerDay = 10 }), Messages(30, "a", "b", "c"));
        Assert.All(run.Results, r => Assert.Equal(DeliveryStatus.Sent, r.Status));
        Assert.Equal([10, 10, 10], server.Requests.GroupBy(r => r.SessionId).Select(g => g.Count()));
        Assert.Equal(2, run.Warnings.Count);
        Assert.All(run.Warnings, w => Assert.Contains(ErrorCode.DailyLimit, w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_daily_limit_of_the_last_session_leaves_the_rest_NotSent()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = await BatchRun.SendAsync(server, Options(new RateLimits { MessagesPerDay = 10 }), Messages(30, "a"));
        Assert.Equal(10, server.Requests.Count);
        Assert.Equal(20, run.Results.Count(r => (r.Status, r.ErrorCode) == (DeliveryStatus.NotSent, ErrorCode.DailyLimit)));
        Assert.All(run.Results.Where(r => !r.Success), r => Assert.Equal(0, r.Attempts));
        Assert.All(
            run.Results.Where(r => !r.Success),
            r => Assert.Contains("2026-08-17 17:00 (UTC+00:00)", r.ErrorMessage, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_daily_limit_of_one_session_does_not_delay_messages_of_others()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var messages = Enumerable.Range(0, 60).Select(i => BatchRun.Message(i, null, i % 3 == 0 ? ["b"] : ["a"])).ToArray();
        var run = await BatchRun.SendAsync(server, Options(new RateLimits { MessagesPerDay = 20 }), messages);
        Assert.Equal(20, run.Results.Count(r => r is { SessionId: "b", Status: DeliveryStatus.Sent }));
        Assert.Equal(20, run.Results.Count(r => r is { SessionId: "a", Status: DeliveryStatus.Sent }));
        Assert.Equal(20, run.Results.Count(r => r is { SessionId: "a", ErrorCode: ErrorCode.DailyLimit }));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task A_message_waits_for_the_next_day_when_its_other_session_is_inactive(string first, string second)
    {
        await using var server = new ScriptedServer(
            (r, _) => r.SessionId == "b" ? Answer.Refused(ErrorCode.SessionInactive) : Answer.Sent()
        );
        var run = await BatchRun.SendAsync(
            server,
            Options(new RateLimits { MessagesPerDay = 1 }) with
            {
                ThrottleLimit = 1,
            },
            Messages(3, first, second)
        );
        Assert.Equal(1, run.Results.Count(r => r.Success));
        Assert.Equal(2, run.Results.Count(r => r is { Status: DeliveryStatus.NotSent, ErrorCode: ErrorCode.DailyLimit, SessionId: "a" }));
    }

    [Fact]
    public async Task A_later_run_of_the_day_applies_the_429_that_ended_it()
    {
        await using var server = new ScriptedServer(Answer.Html(429));
        var run = await BatchRun.SendAsync(server, Options(BatchRun.Unlimited), Messages(1, "a"));
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.DailyLimit, 2), Outcome(run));
        run = await BatchRun.SendAsync(server, Options(BatchRun.Unlimited), Messages(1, "a"));
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.DailyLimit, 0), Outcome(run));
        Assert.Equal(2, server.Requests.Count);

        time.Advance(TimeSpan.FromDays(1));
        await BatchRun.SendAsync(server, Options(BatchRun.Unlimited), Messages(1, "a"));
        Assert.Equal(4, server.Requests.Count);

        static (DeliveryStatus, string?, int) Outcome(BatchRun run) =>
            (run.Results[0].Status, run.Results[0].ErrorCode, run.Results[0].Attempts);
    }

    [Fact]
    public async Task A_run_waits_for_the_next_day_after_a_429_that_ended_the_day()
    {
        await using var server = new ScriptedServer(
            (_, _) => time.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).Day == 17 ? Answer.Html(429) : Answer.Sent()
        );
        var run = await BatchRun.SendAsync(server, Options(BatchRun.Unlimited) with { WaitForNextDay = true }, Messages(1, "a"));
        Assert.Equal((DeliveryStatus.Sent, 3), (run.Results[0].Status, run.Results[0].Attempts));
    }

    [Theory]
    [InlineData("Retry-After: 120")]
    [InlineData("X: y")]
    public async Task A_retry_due_outside_the_sending_hours_waits_until_they_begin(string header)
    {
        var arrivals = new ConcurrentQueue<DateTimeOffset>();
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                arrivals.Enqueue(time.GetUtcNow());
                return arrivals.Count == 1 ? Answer.Html(429, header) : Answer.Sent();
            }
        );
        var hours = new SendingHours { Zone = TimeZoneInfo.Utc, Ranges = [SendingHours.ReadRange("02:00-03:01")!] };
        time.Advance(TimeSpan.FromSeconds(30));
        var run = await BatchRun.SendAsync(server, Options(BatchRun.Unlimited) with { Hours = hours }, Messages(1, "a"));
        Assert.Equal(DeliveryStatus.Sent, run.Results[0].Status);
        Assert.Equal((17, 18, 2), (arrivals.First().Day, arrivals.Last().Day, arrivals.Last().Hour));
    }

    [Fact]
    public async Task A_run_outside_its_sending_hours_shows_the_reason_for_its_wait()
    {
        var waits = new List<Waiting>();
        var hours = new SendingHours { Zone = TimeZoneInfo.Utc, Ranges = [SendingHours.ReadRange("04:00-05:00")!] };
        var schedule = new SendingSchedule(Options(BatchRun.Unlimited) with { Hours = hours }, waits.Add);
        await schedule.WaitForHoursAsync(CancellationToken.None);
        Assert.True(schedule.IsOpen);
        Assert.All(
            waits,
            wait => Assert.Equal(new Waiting(WaitReason.SendingHours, new DateTimeOffset(2026, 8, 17, 4, 0, 0, TimeSpan.Zero)), wait)
        );

        waits.Clear();
        await schedule.WaitForResetAsync(schedule.NextReset, CancellationToken.None);
        Assert.Equal(new DateTime(2026, 8, 18), schedule.Today);
        Assert.All(
            waits,
            wait => Assert.Equal(new Waiting(WaitReason.DailyLimit, new DateTimeOffset(2026, 8, 18, 4, 0, 0, TimeSpan.Zero)), wait)
        );
    }

    [Fact]
    public async Task A_wait_for_the_next_day_ends_when_the_clock_is_set()
    {
        var schedule = new SendingSchedule(Options(BatchRun.Unlimited), _ => time.Error -= TimeSpan.FromHours(1));
        await schedule.WaitForResetAsync(schedule.NextReset, CancellationToken.None);
        Assert.InRange(time.Waits.Count, 1, 2);

        schedule = new SendingSchedule(Options(BatchRun.Unlimited), _ => time.Error += TimeSpan.FromDays(1));
        await schedule.WaitForResetAsync(schedule.NextReset, CancellationToken.None);
        Assert.InRange(time.Waits.Count, 2, 3);
    }

    [Fact]
    public async Task A_run_waits_for_the_next_day_as_often_as_needed()
    {
        var arrivals = new ConcurrentQueue<DateTime>();
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                arrivals.Enqueue(time.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).Date);
                return Answer.Sent();
            }
        );
        var options = Options(new RateLimits { MessagesPerDay = 10 }) with { WaitForNextDay = true, ThrottleLimit = 1 };
        var run = await BatchRun.SendAsync(server, options, Messages(35, "a"));
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.Sent, 1), (r.Status, r.Attempts)));
        Assert.Equal([10, 10, 10, 5], arrivals.GroupBy(day => day).OrderBy(day => day.Key).Select(day => day.Count()));
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task A_429_after_a_quiet_window_fails_over_to_the_next_session()
    {
        await using var server = new ScriptedServer((r, _) => r.SessionId == "a" ? Answer.Html(429) : Answer.Sent());
        var run = await BatchRun.SendAsync(server, Options(BatchRun.Unlimited) with { ThrottleLimit = 1 }, Messages(30, "a", "b"));
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.Sent, "b"), (r.Status, r.SessionId)));
        Assert.Contains(ErrorCode.DailyLimit, Assert.Single(run.Warnings), StringComparison.Ordinal);

        Assert.Equal(2, server.Requests.Count(r => r.SessionId == "a"));
        Assert.Equal(TimeSpan.FromMinutes(1), time.GetElapsedTime(1));
    }

    [Fact]
    public async Task Only_one_probe_is_sent_while_the_circuit_is_open_and_the_batch_ends_within_minutes()
    {
        var port = FreePort();
        var run = await BatchRun.SendAsync(
            new Uri($"http://127.0.0.1:{port}/"),
            Options(new RateLimits()) with
            {
                MaximumRetryCount = 5,
            },
            Messages(50)
        );
        Assert.Equal(50, run.Results.Count);
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.NotSent, ErrorCode.NetworkError), (r.Status, r.ErrorCode)));

        // One request for each of the first five messages, then one probe for all, instead of six requests for each of the fifty.
        Assert.InRange(run.Results.Sum(r => r.Attempts), 10, 60);
    }

    [Fact]
    public async Task No_request_waits_without_limits()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await BatchRun.SendAsync(server, Options(BatchRun.Unlimited), Messages(200));
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task The_delay_between_messages_of_a_session_is_random()
    {
        var arrivals = new ConcurrentQueue<(string Session, TimeSpan At)>();
        await using var server = new ScriptedServer(
            (r, _) =>
            {
                arrivals.Enqueue((r.SessionId, time.GetElapsedTime(0)));
                return Answer.Sent();
            }
        );
        var random = new Random(1);
        var options = Options(BatchRun.Unlimited) with
        {
            MinimumInterval = TimeSpan.FromSeconds(10),
            MaximumInterval = TimeSpan.FromSeconds(30),
            ThrottleLimit = 1,
            Random = () => random.NextDouble(),
        };
        await BatchRun.SendAsync(server, options, Messages(40, "a"));
        var pauses = arrivals.Zip(arrivals.Skip(1), (x, y) => (y.At - x.At).TotalSeconds).ToList();
        Assert.All(pauses, p => Assert.InRange(p, 10, 30));
        Assert.True(pauses.Max() - pauses.Min() > 10, "the pauses are all alike");

        var before = time.Waits.Count;
        await BatchRun.SendAsync(server, options, BatchRun.Message(0, null, "b"));
        Assert.Equal(before, time.Waits.Count);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static OutgoingMessage[] Messages(int count, params string[] sessions) =>
        [.. Enumerable.Range(0, count).Select(i => BatchRun.Message(i, null, sessions))];

    private DeliveryOptions Options(RateLimits limits) =>
        new()
        {
            Limits = limits,
            Time = time,
            Random = () => 0.5,
        };
}
