using System.Net;
using System.Net.Sockets;
using Kirimy.Client.Delivery;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

public sealed class RetryTests
{
    private readonly InstantTime time = new();

    public static TheoryData<string, DeliveryMode, int, DeliveryStatus, string> Faults =>
        new()
        {
            // response, mode, number of requests, status, code; with at most 2 retries
            { "429", DeliveryMode.AtMostOnce, 2, DeliveryStatus.NotSent, ErrorCode.DailyLimit },
            { "429", DeliveryMode.AtLeastOnce, 2, DeliveryStatus.NotSent, ErrorCode.DailyLimit },
            { "429+", DeliveryMode.AtMostOnce, 3, DeliveryStatus.NotSent, ErrorCode.RateLimited },
            { "429+", DeliveryMode.AtLeastOnce, 3, DeliveryStatus.NotSent, ErrorCode.RateLimited },
            { "408", DeliveryMode.AtMostOnce, 3, DeliveryStatus.NotSent, ErrorCode.RateLimited },
            { "503+", DeliveryMode.AtMostOnce, 3, DeliveryStatus.NotSent, ErrorCode.RateLimited },
            { "drop", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown },
            { "drop", DeliveryMode.AtLeastOnce, 3, DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown },
            { "500", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Unknown, ErrorCode.ServerError },
            { "500", DeliveryMode.AtLeastOnce, 3, DeliveryStatus.Unknown, ErrorCode.ServerError },
            { "502", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Unknown, ErrorCode.ServerError },
            { "503", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Unknown, ErrorCode.ServerError },
            { "503", DeliveryMode.AtLeastOnce, 3, DeliveryStatus.Unknown, ErrorCode.ServerError },
            { "504", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Unknown, ErrorCode.ServerError },
            { "200", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Unknown, ErrorCode.InvalidResponse },
            { "200", DeliveryMode.AtLeastOnce, 1, DeliveryStatus.Unknown, ErrorCode.InvalidResponse },
            { "INVALID_PHONE_NUMBER", DeliveryMode.AtLeastOnce, 1, DeliveryStatus.Failed, ErrorCode.InvalidPhoneNumber },
            { "MESSAGE_EMPTY", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.MessageEmpty },
            { "SOMETHING_NEW", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, "SOMETHING_NEW" },
            { "SESSION_NOT_FOUND", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.SessionNotFound },
            { "SESSION_INACTIVE", DeliveryMode.AtLeastOnce, 1, DeliveryStatus.Failed, ErrorCode.SessionInactive },
            { "302", DeliveryMode.AtLeastOnce, 1, DeliveryStatus.Failed, ErrorCode.RedirectRefused },
            { "INVALID_API_KEY", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.InvalidApiKey },
            { "QUOTA_EXCEEDED", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.QuotaExceeded },
            { "401", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.Unauthorized },
            { "403", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.Forbidden },
            { "404", DeliveryMode.AtMostOnce, 1, DeliveryStatus.Failed, ErrorCode.EndpointNotFound },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_permanent_failure_is_retried_according_to_the_table(
        string fault,
        DeliveryMode mode,
        int requests,
        DeliveryStatus status,
        string code
    )
    {
        await using var server = new ScriptedServer(AnswerOf(fault));
        var run = await BatchRun.SendAsync(server, Options(mode), BatchRun.Message(0));
        var result = Assert.Single(run.Results);
        Assert.Equal((status, code, requests), (result.Status, result.ErrorCode, result.Attempts));
        Assert.Equal(requests, server.Requests.Count);
        Assert.False(string.IsNullOrWhiteSpace(result.ErrorMessage));
    }

    [Theory]
    [InlineData("429+", DeliveryMode.AtMostOnce)]
    [InlineData("408", DeliveryMode.AtMostOnce)]
    [InlineData("503+", DeliveryMode.AtMostOnce)]
    [InlineData("drop", DeliveryMode.AtLeastOnce)]
    [InlineData("500", DeliveryMode.AtLeastOnce)]
    public async Task A_transient_failure_ends_as_Sent(string fault, DeliveryMode mode)
    {
        await using var server = new ScriptedServer((_, n) => n < 2 ? AnswerOf(fault) : Answer.Sent());
        var result = Assert.Single((await BatchRun.SendAsync(server, Options(mode), BatchRun.Message(0))).Results);
        Assert.Equal((DeliveryStatus.Sent, 3, "M-1", (string?)null), (result.Status, result.Attempts, result.MessageId, result.ErrorCode));
        Assert.True(result.Success);
    }

    [Fact]
    public async Task A_request_that_was_never_sent_is_retried_and_ends_as_NotSent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var run = await BatchRun.SendAsync(new Uri($"http://127.0.0.1:{port}/"), Options(DeliveryMode.AtMostOnce), BatchRun.Message(0));
        var result = Assert.Single(run.Results);
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.NetworkError, 3), (result.Status, result.ErrorCode, result.Attempts));
    }

    [Fact]
    public async Task A_message_that_may_have_arrived_stays_Unknown_after_later_failures()
    {
        await using var server = new ScriptedServer((_, n) => n == 0 ? Answer.Drop : Answer.Refused(ErrorCode.SessionInactive));
        var result = Assert.Single(
            (await BatchRun.SendAsync(server, Options(DeliveryMode.AtLeastOnce), BatchRun.Message(0, null, "a", "b"))).Results
        );
        Assert.Equal((DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown), (result.Status, result.ErrorCode));
        Assert.DoesNotContain(server.Requests, r => r.SessionId == "b");
    }

    [Fact]
    public async Task An_error_that_ends_the_batch_leaves_the_rest_NotSent_with_its_code()
    {
        await using var server = new ScriptedServer((_, n) => n < 2 ? Answer.Sent() : Answer.Refused(ErrorCode.QuotaExceeded));
        var messages = Enumerable.Range(0, 20).Select(i => BatchRun.Message(i)).ToArray();
        var run = await BatchRun.SendAsync(server, Options(DeliveryMode.AtMostOnce) with { ThrottleLimit = 1 }, messages);
        Assert.Equal(20, run.Results.Select(r => r.Index).Distinct().Count());
        Assert.Equal(2, run.Results.Count(r => r.Status == DeliveryStatus.Sent));
        Assert.Equal(2, Assert.Single(run.Results, r => r.Status == DeliveryStatus.Failed).Index);
        Assert.All(
            run.Results.Skip(3),
            r => Assert.Equal((DeliveryStatus.NotSent, ErrorCode.QuotaExceeded, 0, null), (r.Status, r.ErrorCode, r.Attempts, r.HttpStatus))
        );
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_inactive_session_is_replaced_for_the_rest_of_the_batch()
    {
        await using var server = new ScriptedServer(
            (r, _) =>
                r.SessionId == "c"
                    ? Answer.Sent()
                    : Answer.Refused(r.SessionId == "a" ? ErrorCode.SessionNotFound : ErrorCode.SessionInactive)
        );
        var messages = Enumerable.Range(0, 5).Select(i => BatchRun.Message(i, null, "a", "b", "c")).ToArray();
        var run = await BatchRun.SendAsync(server, Options(DeliveryMode.AtMostOnce) with { ThrottleLimit = 1 }, messages);
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.Sent, "c"), (r.Status, r.SessionId)));
        Assert.Equal(["a", "b", "c", "c", "c", "c", "c"], server.Requests.Select(r => r.SessionId));
        Assert.Equal(2, run.Warnings.Count);
    }

    [Fact]
    public async Task Each_message_fails_with_the_code_of_the_last_session_when_none_is_left()
    {
        await using var server = new ScriptedServer(
            (r, _) => Answer.Refused(r.SessionId == "a" ? ErrorCode.SessionNotFound : ErrorCode.SessionInactive)
        );
        var messages = Enumerable.Range(0, 3).Select(i => BatchRun.Message(i, null, "a", "b")).ToArray();
        var run = await BatchRun.SendAsync(server, Options(DeliveryMode.AtMostOnce) with { ThrottleLimit = 1 }, messages);
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.Failed, ErrorCode.SessionInactive), (r.Status, r.ErrorCode)));
        Assert.Equal(2, server.Requests.Count);
        Assert.Single(run.Warnings);
    }

    [Fact]
    public async Task Backoff_is_exponential_up_to_a_minute_with_full_jitter()
    {
        await using var server = new ScriptedServer(Answer.Html(408));
        var run = await BatchRun.SendAsync(
            server,
            Options(DeliveryMode.AtMostOnce) with
            {
                MaximumRetryCount = 8,
                Random = () => 0.5,
                RetryInterval = TimeSpan.FromSeconds(2),
            },
            BatchRun.Message(0)
        );
        Assert.Equal([1, 2, 4, 8, 16, 30, 30, 30], time.Waits.Select(w => w.TotalSeconds));
        Assert.Equal(8, run.Verbose.Count);
        Assert.Contains("62812", run.Verbose[0], StringComparison.Ordinal);
        Assert.Contains(ErrorCode.RateLimited, run.Verbose[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("3600", 300)]
    public async Task Retry_After_is_honored_up_to_five_minutes(string header, int seconds)
    {
        await using var server = new ScriptedServer((_, n) => n == 0 ? Answer.Html(429, "Retry-After: " + header) : Answer.Sent());
        await BatchRun.SendAsync(server, Options(DeliveryMode.AtMostOnce), BatchRun.Message(0));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(time.Waits));
    }

    private DeliveryOptions Options(DeliveryMode mode) =>
        new()
        {
            Mode = mode,
            MaximumRetryCount = 2,
            Time = time,
            Random = () => 0.5,
        };

    internal static Answer AnswerOf(string fault) =>
        fault switch
        {
            "drop" => Answer.Drop,
            "503+" => Answer.Html(503, "Retry-After: 1"),
            "429+" => Answer.Html(429, "Retry-After: 1"),
            "200" => Answer.Html(200),
            "302" => Answer.Html(302, "Location: http://127.0.0.1:9/"),
            _ when char.IsAsciiDigit(fault[0]) => Answer.Html(int.Parse(fault, null)),
            _ => Answer.Refused(fault),
        };
}
