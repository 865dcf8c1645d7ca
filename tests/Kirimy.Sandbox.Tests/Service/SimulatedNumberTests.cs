using System.Text.Json;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;
using static Kirimy.Sandbox.Tests.Hosting.TestServer;

namespace Kirimy.Sandbox.Tests.Service;

public sealed class SimulatedNumberTests
{
    private static readonly Dictionary<string, Action<SandboxServer, Reply>> Checks = new(StringComparer.Ordinal)
    {
        ["InvalidApiKey"] = Refusal(401, "INVALID_API_KEY"),
        ["SessionNotFound"] = Refusal(404, "SESSION_NOT_FOUND"),
        ["SessionInactive"] = Refusal(409, "SESSION_INACTIVE"),
        ["InvalidPhoneNumber"] = Refusal(400, "INVALID_PHONE_NUMBER"),
        ["MessageEmpty"] = Refusal(400, "MESSAGE_EMPTY"),
        ["QuotaExceeded"] = Refusal(403, "QUOTA_EXCEEDED"),
        ["UnknownErrorCode"] = Refusal(422, "RECIPIENT_OPTED_OUT"),
        ["NoErrorCode"] = Refusal(400, code: null),
        ["RefusedWithStatus200"] = Refusal(200, "INVALID_PHONE_NUMBER"),
        ["Created"] = Success(
            201,
            (sandbox, json) => Assert.Equal(sandbox.Messages[0].MessageId, json.GetProperty("data").GetProperty("message_id").GetString())
        ),
        ["MessageIdOnTop"] = Success(
            200,
            (sandbox, json) =>
            {
                Assert.Equal(sandbox.Messages[0].MessageId, json.GetProperty("message_id").GetString());
                Assert.False(json.GetProperty("data").TryGetProperty("message_id", out _));
            }
        ),
        ["NumericMessageId"] = Success(
            200,
            (sandbox, json) =>
            {
                var id = json.GetProperty("data").GetProperty("message_id");
                Assert.Equal(JsonValueKind.Number, id.ValueKind);
                Assert.Equal(sandbox.Messages[0].MessageId, id.GetRawText());
            }
        ),
        ["NoData"] = Success(200, (sandbox, json) => Assert.False(json.TryGetProperty("data", out _))),
        ["EmptyBody"] = (_, reply) => Assert.Equal((200, string.Empty), (reply.Status, reply.Body)),
        ["TruncatedJson"] = (_, reply) =>
        {
            Assert.Equal(200, reply.Status);
            Assert.StartsWith("{\"success\":true", reply.Body, StringComparison.Ordinal);
            Assert.ThrowsAny<JsonException>(() => reply.Json);
        },
        ["HtmlWithStatus200"] = Html(200),
        ["HugeBody"] = (_, reply) =>
        {
            Assert.Equal(200, reply.Status);
            Assert.InRange(reply.Body.Length, 2 * 1024 * 1024, 3 * 1024 * 1024);
            Assert.True(reply.Json.GetProperty("success").GetBoolean());
        },
        ["Redirect"] = Redirect(302),
        ["RedirectKeepingPost"] = Redirect(307),
        ["BadRequestHtml"] = Html(400),
        ["UnauthorizedHtml"] = Html(401),
        ["ForbiddenHtml"] = Html(403),
        ["NotFoundHtml"] = Html(404),
        ["RequestTimeout"] = Html(408),
        ["TooManyRequests"] = Json(429, retryAfter: null),
        ["TooManyRequestsRetryAfter"] = Json(429, "1"),
        ["TooManyRequestsOnce"] = Json(429, "1"),
        ["ServerError"] = Json(500, retryAfter: null),
        ["BadGateway"] = Html(502),
        ["ServiceUnavailable"] = Html(503),
        ["ServiceUnavailableOnce"] = Html(503, "1"),
        ["GatewayTimeout"] = Html(504),
    };

    public static TheoryData<string> Names => [.. SimulatedNumber.All.Select(m => m.Recipient.Name)];

    [Fact]
    public void Numbers_and_names_are_unique_and_in_order()
    {
        var recipients = SimulatedNumber.All.Select(m => m.Recipient).ToList();
        Assert.Equal(recipients.Select(r => r.Number).Order(StringComparer.Ordinal).Distinct(), recipients.Select(r => r.Number));
        Assert.Equal(recipients.Count, recipients.Select(r => r.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_simulated_number_is_a_valid_mobile_number_with_a_description(string name)
    {
        var recipient = Find(name).Recipient;
        // libphonenumber's rule for Indonesian mobile numbers, and the range that no operator has.
        Assert.Matches("^628[1-35-9][0-9]{7,10}$", recipient.Number);
        Assert.StartsWith("62860", recipient.Number, StringComparison.Ordinal);
        Assert.Matches("^[A-Z][A-Za-z0-9]+$", recipient.Name);
        Assert.Matches(@"^[A-Z].*\.$", recipient.Description);
        Assert.Equal(recipient.Status == DeliveryStatus.Sent, recipient.ErrorCode is null);
        // A message that ends as Failed or NotSent can be sent again, so the sandbox must not have sent it.
        Assert.False(recipient.Delivered && recipient.Status is DeliveryStatus.Failed or DeliveryStatus.NotSent);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_simulated_number_has_the_described_HTTP_behavior(string name)
    {
        using var server = new TestServer();
        switch (name)
        {
            case "DropBeforeSending" or "DropAfterSending":
                await Assert.ThrowsAsync<HttpRequestException>(() => server.SendAsync(Magic(name)));
                break;
            case "CutShort":
                var exception = await Assert.ThrowsAsync<HttpRequestException>(() => server.SendAsync(Magic(name)));
                Assert.IsType<HttpIOException>(exception.InnerException);
                break;
            case "Hang" or "SlowAnswer":
                // Tested below with their own clock.
                return;
            default:
                await CheckReplyAsync(server, name);
                break;
        }

        var message = server.Sandbox.Messages[0];
        Assert.Equal(name, message.SimulatedNumber);
        var isPlayedOnce = name.EndsWith("Once", StringComparison.Ordinal);
        var expected = Find(name).Recipient.Delivered && !isPlayedOnce ? SandboxMessageStatus.Delivered : SandboxMessageStatus.NotDelivered;
        Assert.Equal(expected, message.Status);
        Assert.Equal(message.Status == SandboxMessageStatus.Delivered, message.MessageId is not null);
        Assert.Equal(name.StartsWith("Drop", StringComparison.Ordinal), message.HttpStatus is null);
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Fact]
    public async Task Hang_never_responds_and_ends_with_the_sandbox()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        var pending = server.SendAsync(Magic("Hang"));
        await time.WaitedForAsync(HttpConnection.WithheldTimeout);
        Assert.False(pending.IsCompleted);
        var message = Assert.Single(server.Sandbox.Messages);
        Assert.Equal((SandboxMessageStatus.NotDelivered, null), (message.Status, message.HttpStatus));
        server.Sandbox.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => pending);
    }

    [Fact]
    public async Task Hang_closes_the_connection_after_its_timeout()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        var pending = server.SendAsync(Magic("Hang"));
        await time.WaitedForAsync(HttpConnection.WithheldTimeout);
        time.Advance(HttpConnection.WithheldTimeout);
        await Assert.ThrowsAsync<HttpRequestException>(() => pending);
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Fact]
    public async Task SlowAnswer_responds_after_three_seconds()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        var pending = server.SendAsync(Magic("SlowAnswer"));
        await time.WaitedForAsync(TimeSpan.FromSeconds(3));
        Assert.False(pending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(200, (await pending).Status);
        Assert.Equal(SandboxMessageStatus.Delivered, Assert.Single(server.Sandbox.Messages).Status);
    }

    [Fact]
    public async Task Latency_delays_every_response()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time, Latency = TimeSpan.FromSeconds(2) });
        foreach (var recipient in new[] { AnyNumber, "none", Magic("ServerError") })
        {
            var pending = server.SendAsync(recipient);
            await time.WaitedForAsync(TimeSpan.FromSeconds(2));
            Assert.False(pending.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(2));
            _ = await pending;
        }

        Assert.Equal([200, 400, 500], server.Sandbox.Messages.Select(m => m.HttpStatus));
    }

    [Theory]
    [InlineData("TooManyRequestsOnce", 429)]
    [InlineData("ServiceUnavailableOnce", 503)]
    public async Task Once_applies_to_the_first_request_of_a_sandbox(string name, int status)
    {
        using var server = new TestServer();
        Assert.Equal(status, (await server.SendAsync(Magic(name))).Status);
        Assert.Equal(200, (await server.SendAsync(Magic(name))).Status);
        Assert.Equal(200, (await server.SendAsync(Magic(name))).Status);
        Assert.Equal([name, null, null], server.Sandbox.Messages.Select(m => m.SimulatedNumber));

        using var another = new TestServer();
        Assert.Equal(status, (await another.SendAsync(Magic(name))).Status);
    }

    [Theory]
    [InlineData("TooManyRequests", 429)]
    [InlineData("TooManyRequestsRetryAfter", 429)]
    [InlineData("RequestTimeout", 408)]
    [InlineData("ServiceUnavailable", 503)]
    public async Task Other_simulated_numbers_fail_every_time(string name, int status)
    {
        using var server = new TestServer();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(status, (await server.SendAsync(Magic(name))).Status);
        }
    }

    [Fact]
    public async Task The_contract_takes_precedence_over_simulated_numbers()
    {
        using var server = new TestServer(new SandboxOptions { RequestsPerMinute = 2, TimeProvider = new SignallingTime() });
        Assert.Equal("INVALID_API_KEY", (await server.SendAsync(Magic("ServerError"), key: "wrong")).ErrorCode);
        Assert.Equal("SESSION_NOT_FOUND", (await server.SendAsync(Magic("ServerError"), session: "other")).ErrorCode);
        Assert.Equal("MESSAGE_EMPTY", (await server.SendAsync(Magic("ServerError"), message: "")).ErrorCode);
        Assert.Equal(429, (await server.SendAsync(Magic("ServerError"))).Status);
    }

    [Fact]
    public async Task Undelivered_messages_do_not_count_toward_the_quota()
    {
        using var server = new TestServer(new SandboxOptions { Quota = 1, MessagesPerDay = 1 });
        Assert.Equal(500, (await server.SendAsync(Magic("ServerError"))).Status);
        Assert.Equal(429, (await server.SendAsync(Magic("TooManyRequestsOnce"))).Status);
        Assert.Equal(504, (await server.SendAsync(Magic("GatewayTimeout"))).Status);
        Assert.Equal("QUOTA_EXCEEDED", (await server.SendAsync()).ErrorCode);
    }

    private static SimulatedNumber Find(string name) => SimulatedNumber.All.Single(m => m.Recipient.Name == name);

    private static async Task CheckReplyAsync(TestServer server, string name)
    {
        Assert.True(Checks.ContainsKey(name), $"No test says what {name} does on the wire.");
        var reply = await server.SendAsync(Magic(name));
        Checks[name](server.Sandbox, reply);
    }

    private static Action<SandboxServer, Reply> Refusal(int status, string? code) =>
        (_, reply) =>
        {
            Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
            Assert.False(reply.Json.GetProperty("success").GetBoolean());
            Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
        };

    private static Action<SandboxServer, Reply> Success(int status, Action<SandboxServer, JsonElement> check) =>
        (sandbox, reply) =>
        {
            Assert.Equal(status, reply.Status);
            Assert.True(reply.Json.GetProperty("success").GetBoolean());
            check(sandbox, reply.Json);
        };

    private static Action<SandboxServer, Reply> Json(int status, string? retryAfter) =>
        (_, reply) =>
        {
            Assert.Equal((status, retryAfter), (reply.Status, reply.Headers.RetryAfter?.ToString()));
            Assert.Equal(status, reply.Json.GetProperty("statusCode").GetInt32());
        };

    private static Action<SandboxServer, Reply> Html(int status, string? retryAfter = null) =>
        (_, reply) =>
        {
            Assert.Equal((status, retryAfter), (reply.Status, reply.Headers.RetryAfter?.ToString()));
            Assert.Equal("text/html; charset=utf-8", reply.ContentType);
            Assert.StartsWith("<html>", reply.Body, StringComparison.Ordinal);
        };

    private static Action<SandboxServer, Reply> Redirect(int status) =>
        (sandbox, reply) =>
        {
            Assert.Equal(status, reply.Status);
            Assert.Equal(new Uri($"http://localhost:{sandbox.Port}/v1/send-message"), reply.Headers.Location);
        };
}
