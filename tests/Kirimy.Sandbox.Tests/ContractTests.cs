using System.Globalization;
using System.Text;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests;

public sealed class ContractTests
{
    [Fact]
    public async Task A_sent_message_has_the_response_of_the_API_document()
    {
        using var server = new TestServer(new SandboxOptions { SessionIds = ["sessioncontoh"], TimeProvider = new SignallingTime() });
        var reply = await server.SendAsync(session: "sessioncontoh");
        var message = Assert.Single(server.Sandbox.Messages);
        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json; charset=utf-8", reply.ContentType);
        Assert.Equal(
            $$$"""{"success":true,"message":"Message sent successfully","data":{"message_id":"{{{message.MessageId}}}","session_id":"sessioncontoh","receive":"6281234567890","timestamp":"2025-01-01T03:00:00Z"}}""",
            reply.Body
        );
    }

    [Fact]
    public async Task A_refusal_has_the_response_of_the_API_document()
    {
        using var server = new TestServer();
        var reply = await server.SendAsync(session: "other");
        Assert.Equal(404, reply.Status);
        Assert.Equal(
            """{"success":false,"message":"There is no WhatsApp session with this ID.","error_code":"SESSION_NOT_FOUND"}""",
            reply.Body
        );
    }

    [Fact]
    public async Task A_curl_request_is_accepted()
    {
        const string body =
            "--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"session_id\"\r\n\r\nsandbox\r\n"
            + "--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"receive\"\r\n\r\n6281234567890\r\n"
            + "--------------------------d74496d66958873e\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n"
            + "hallo, ini dikirim dari kirimy api\r\n--------------------------d74496d66958873e--\r\n";
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(
            $"POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1:{server.Sandbox.Port}\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n"
                + $"api-key: {server.Sandbox.ApiKey}\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n"
                + "Content-Type: multipart/form-data; boundary=------------------------d74496d66958873e\r\n\r\n"
                + body
        );
        Assert.StartsWith("HTTP/1.1 200 OK", await client.ReadUntilAsync("}}"), StringComparison.Ordinal);
        Assert.Equal("hallo, ini dikirim dari kirimy api", Assert.Single(server.Sandbox.Messages).Message);
    }

    [Fact]
    public async Task A_request_that_expects_100_Continue_receives_it()
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(
            $"POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1:{server.Sandbox.Port}\r\napi-key: {server.Sandbox.ApiKey}\r\n"
                + "Content-Length: 5\r\nContent-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\n\r\n"
        );
        _ = await client.ReadUntilAsync("100 Continue");
        await client.SendAsync("--b--");
        Assert.Contains("SESSION_NOT_FOUND", await client.ReadUntilAsync("}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_is_accepted()
    {
        using var server = new TestServer();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/send-message")
        {
            Content = TestServer.Form(SandboxOptions.DefaultSessionId, TestServer.AnyNumber, "halo"),
        };
        request.Headers.Add("api-key", server.Sandbox.ApiKey);
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(200, (await server.ExchangeAsync(request)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task A_wrong_API_key_is_refused(string key)
    {
        using var server = new TestServer();
        var reply = await server.SendAsync(key: key);
        Assert.Equal((401, "INVALID_API_KEY"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task A_request_without_an_API_key_is_refused_with_any_body()
    {
        using var server = new TestServer();
        Assert.Equal("INVALID_API_KEY", (await server.PostAsync(new StringContent("?"), key: null)).ErrorCode);
        Assert.Empty(server.Sandbox.Messages);
    }

    [Fact]
    public async Task The_specified_API_key_is_used()
    {
        using var server = new TestServer(new SandboxOptions { ApiKey = "my-key" });
        Assert.Equal("my-key", server.Sandbox.ApiKey);
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Fact]
    public void A_random_key_has_the_format_of_the_service_and_is_unique()
    {
        using var first = new TestServer();
        using var second = new TestServer();
        Assert.Matches("^[0-9a-f]{64}$", first.Sandbox.ApiKey);
        Assert.NotEqual(first.Sandbox.ApiKey, second.Sandbox.ApiKey);
    }

    [Theory]
    [InlineData("old", "SESSION_INACTIVE", 409)]
    [InlineData("other", "SESSION_NOT_FOUND", 404)]
    [InlineData("SANDBOX", "SESSION_NOT_FOUND", 404)]
    [InlineData("", "SESSION_NOT_FOUND", 404)]
    [InlineData(null, "SESSION_NOT_FOUND", 404)]
    public async Task A_session_that_is_not_connected_is_refused(string? session, string code, int status)
    {
        using var server = new TestServer(new SandboxOptions { InactiveSessionIds = ["old"] });
        var reply = await server.SendAsync(session: session);
        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("081234567890")]
    [InlineData("+6281234567890")]
    [InlineData("6281234567890 ")]
    [InlineData("62 812 3456 7890")]
    [InlineData("62081234567890")]
    [InlineData("628123")]
    [InlineData("6281234567890123")]
    [InlineData("62xxxxxxxxxxx")]
    [InlineData("6281234567O90")]
    [InlineData("62८1234567890")]
    [InlineData("6512345678")]
    public async Task A_number_in_another_format_is_refused(string? recipient)
    {
        using var server = new TestServer();
        var reply = await server.SendAsync(recipient);
        Assert.Equal((400, "INVALID_PHONE_NUMBER"), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData("62812345678")]
    [InlineData("6281234567890")]
    [InlineData("622112345678")]
    public async Task A_number_in_the_format_of_the_API_is_accepted(string recipient)
    {
        using var server = new TestServer();
        Assert.Equal(recipient, (await server.SendAsync(recipient)).Json.GetProperty("data").GetProperty("receive").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task A_message_without_a_text_is_refused(string? message)
    {
        using var server = new TestServer();
        var reply = await server.SendAsync(message: message);
        Assert.Equal((400, "MESSAGE_EMPTY"), (reply.Status, reply.ErrorCode));
    }

    [Theory]
    [InlineData("a", 4096, null)]
    [InlineData("a", 4097, "MESSAGE_TOO_LONG")]
    [InlineData("👋", 2048, null)]
    [InlineData("👋", 2049, "MESSAGE_TOO_LONG")]
    public async Task Text_is_measured_in_UTF16_code_units(string character, int count, string? code)
    {
        using var server = new TestServer();
        var reply = await server.SendAsync(message: string.Concat(Enumerable.Repeat(character, count)));
        Assert.Equal(code, reply.ErrorCode);
        Assert.Equal(4096, server.Sandbox.Messages[0].Message!.Length);
    }

    [Theory]
    [InlineData(" spasi di kedua ujung ")]
    [InlineData("baris\nbaris\r\nbaris\rbaris")]
    [InlineData("👨‍👩‍👧 é \"kutip\" <b> & ; = --boundary")]
    public async Task Text_is_kept_unchanged(string text)
    {
        using var server = new TestServer();
        Assert.Equal(200, (await server.SendAsync(message: text)).Status);
        Assert.Equal(text, Assert.Single(server.Sandbox.Messages).Message);
    }

    [Fact]
    public async Task Invalid_UTF8_is_replaced_as_in_Node()
    {
        using var server = new TestServer();
        using var form = TestServer.Form(SandboxOptions.DefaultSessionId, TestServer.AnyNumber, message: null);
        using var part = new ByteArrayContent([0x68, 0xFF, 0x69]);
        form.Add(part, "message");
        Assert.Equal(200, (await server.PostAsync(form, server.Sandbox.ApiKey)).Status);
        Assert.Equal("h\uFFFDi", Assert.Single(server.Sandbox.Messages).Message);
    }

    [Fact]
    public async Task Fields_are_accepted_in_any_order_with_unknown_ones()
    {
        using var server = new TestServer();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("halo", Encoding.UTF8), "message" },
            { new StringContent("x"), "something_else" },
            { new StringContent(TestServer.AnyNumber), "receive" },
            { new StringContent(SandboxOptions.DefaultSessionId), "session_id" },
        };
        Assert.Equal(200, (await server.PostAsync(form, server.Sandbox.ApiKey)).Status);
    }

    [Fact]
    public async Task Messages_over_the_quota_are_refused()
    {
        using var server = new TestServer(new SandboxOptions { Quota = 2 });
        Assert.Equal(200, (await server.SendAsync()).Status);
        Assert.Equal(400, (await server.SendAsync(message: "")).Status);
        Assert.Equal(200, (await server.SendAsync()).Status);
        var reply = await server.SendAsync();
        Assert.Equal((403, "QUOTA_EXCEEDED"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Received_messages_are_kept_in_order_with_their_status()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        await server.SendAsync(message: "satu");
        time.Advance(TimeSpan.FromSeconds(3));
        await server.SendAsync(message: "dua", session: "other");
        await server.SendAsync(message: "tiga", key: "wrong");

        Assert.Equal(3, server.Sandbox.MessageCount);
        Assert.Collection(
            server.Sandbox.Messages,
            m =>
            {
                Assert.Equal((1, "sandbox", TestServer.AnyNumber, "satu"), (m.Id, m.SessionId, m.Recipient, m.Message));
                Assert.Equal((SandboxMessageStatus.Delivered, null, null, 200), (m.Status, m.ErrorCode, m.SimulatedNumber, m.HttpStatus));
                Assert.Matches("^3EB0[0-9A-F]{18}$", m.MessageId);
                Assert.Equal(time.Start, m.Timestamp);
            },
            m =>
            {
                Assert.Equal((2, "other", "dua", null), (m.Id, m.SessionId, m.Message, m.MessageId));
                Assert.Equal((SandboxMessageStatus.NotDelivered, "SESSION_NOT_FOUND", 404), (m.Status, m.ErrorCode, m.HttpStatus));
                Assert.Equal(TimeSpan.FromSeconds(3), m.Timestamp - time.Start);
            },
            m => Assert.Equal((3, "INVALID_API_KEY", 401), (m.Id, m.ErrorCode, m.HttpStatus))
        );
    }

    [Fact]
    public async Task A_message_ID_is_unique()
    {
        using var server = new TestServer();
        for (var i = 0; i < 20; i++)
        {
            await server.SendAsync();
        }

        Assert.Equal(20, server.Sandbox.Messages.Select(m => m.MessageId).Distinct().Count());
    }

    [Theory]
    [InlineData("GET", "v1/send-message", 405, "POST")]
    [InlineData("PUT", "v1/send-message", 405, "POST")]
    [InlineData("POST", "", 405, "GET, HEAD")]
    [InlineData("PUT", "messages.json", 405, "GET, HEAD, DELETE")]
    [InlineData("POST", "send-message", 404, null)]
    [InlineData("POST", "v1/send-message/", 404, null)]
    [InlineData("GET", "v1/", 404, null)]
    [InlineData("GET", "v1/%2e%2e/%00", 404, null)]
    public async Task Other_paths_and_methods_return_the_responses_of_NestJS(string method, string path, int status, string? allow)
    {
        using var server = new TestServer();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method is "GET" ? null : new StringContent("x");
        var reply = await server.ExchangeAsync(request);
        Assert.Equal(status, reply.Status);
        Assert.Equal(status, reply.Json.GetProperty("statusCode").GetInt32());
        Assert.StartsWith($"Cannot {method} /", reply.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(status == 405 ? "Method Not Allowed" : "Not Found", reply.Json.GetProperty("error").GetString());
        Assert.Equal(allow ?? string.Empty, reply.Allow);
    }
}
