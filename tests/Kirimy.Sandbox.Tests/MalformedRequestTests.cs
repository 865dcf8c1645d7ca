using System.Globalization;
using System.Text;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests;

public sealed class MalformedRequestTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/mixed; boundary=b")]
    public async Task A_body_that_is_not_a_form_is_refused(string? type)
    {
        using var server = new TestServer();
        var reply = await PostAsync(server, type, "{\"session_id\":\"sandbox\"}");
        Assert.Equal(415, reply.Status);
        Assert.Contains("multipart/form-data", reply.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_form_without_a_boundary_is_refused(string type)
    {
        using var server = new TestServer();
        var reply = await PostAsync(server, type, "--\r\n");
        Assert.Equal((400, "Multipart: Boundary not found"), (reply.Status, reply.Json.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("--b")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nhalf of it")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nx\r\n--b")]
    public async Task A_form_without_its_end_is_refused(string body)
    {
        using var server = new TestServer();
        var reply = await PostAsync(server, "multipart/form-data; boundary=b", body);
        Assert.Equal((400, "Unexpected end of form"), (reply.Status, reply.Json.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("Content-Disposition: form-data; name=\"message\"", "twice")]
    [InlineData("Content-Disposition: form-data; name=\"message\"; filename=\"a.txt\"", "file")]
    [InlineData("Content-Disposition: form-data; name=\"x\"; filename*=UTF-8''a.txt", "file")]
    [InlineData("Content-Disposition: form-data", "part header")]
    [InlineData("Content-Disposition: attachment; name=\"x\"", "part header")]
    [InlineData("", "part header")]
    [InlineData("Content-Type: text/plain", "part header")]
    [InlineData("no header", "part header")]
    public async Task A_part_that_is_not_a_field_is_refused(string header, string says)
    {
        using var server = new TestServer();
        var reply = await PostAsync(
            server,
            "multipart/form-data; boundary=b",
            $"--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nx\r\n--b\r\n{header}\r\n\r\nx\r\n--b--\r\n"
        );
        Assert.Equal(400, reply.Status);
        Assert.Contains(says, reply.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(server.Sandbox.Messages);
    }

    [Fact]
    public async Task A_part_with_endless_headers_is_refused()
    {
        using var server = new TestServer();
        var headers = string.Concat(Enumerable.Repeat("X-Header: " + new string('x', 1000) + "\r\n", 100));
        var reply = await PostAsync(server, "multipart/form-data; boundary=b", $"--b\r\n{headers}\r\n\r\nx\r\n--b--\r\n");
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_one_MiB_is_rejected_with_a_readable_response(bool chunked)
    {
        using var server = new TestServer();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/send-message")
        {
            Content = TestServer.Form("sandbox", TestServer.AnyNumber, new string('x', 3 * 1024 * 1024)),
        };
        request.Headers.Add("api-key", server.Sandbox.ApiKey);
        request.Headers.TransferEncodingChunked = chunked;
        Assert.Equal(413, (await server.ExchangeAsync(request)).Status);
        Assert.Empty(server.Sandbox.Messages);
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Fact]
    public async Task A_connection_with_an_endless_body_is_closed()
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(Head(server, "Transfer-Encoding: chunked"));
        var chunk = Encoding.ASCII.GetBytes("100000\r\n" + new string('x', 0x100000) + "\r\n");
        var chunks = 0;
        try
        {
            while (chunks++ < 1000)
            {
                await client.SendAsync(chunk);
            }
        }
        catch (IOException)
        {
            // The server closed the connection.
        }

        Assert.InRange(chunks, 17, 999);
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n")]
    [InlineData("POST /v1/send-message HTTP/1.1\r\n\r\n")]
    [InlineData("POST http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("GET / HTTP/1.1\r\nNo colon\r\n\r\n")]
    public async Task Data_that_is_not_HTTP_ends_only_its_connection(string bytes)
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(bytes);
        client.EndSending();
        Assert.DoesNotContain("200 OK", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_incomplete_upload_sends_nothing(bool reset)
    {
        using var server = new TestServer();
        using (var client = await RawClient.ConnectAsync(server.Sandbox))
        {
            await client.SendAsync(Head(server, "Content-Length: 1000"));
            await client.SendAsync("--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nx\r\n--b--\r\n");
            if (reset)
            {
                client.Reset();
            }
            else
            {
                client.EndSending();
                Assert.DoesNotContain("200 OK", await client.ReadToEndAsync(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(200, (await server.SendAsync()).Status);
        Assert.Equal("halo", Assert.Single(server.Sandbox.Messages).Message);
    }

    [Fact]
    public async Task A_connection_without_a_complete_request_is_closed_after_ten_seconds()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(Head(server, "Content-Length: 1000\r\nExpect: 100-continue"));
        _ = await client.ReadUntilAsync("100 Continue\r\n\r\n");
        await client.SendAsync("--b\r\n");
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(await client.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(200, (await server.SendAsync()).Status);
    }

    [Fact]
    public async Task A_client_that_disconnects_early_does_not_affect_other_clients()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time, Latency = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 10; i++)
        {
            using var client = await RawClient.ConnectAsync(server.Sandbox);
            await client.SendAsync(Head(server, "Content-Length: 5") + "--b--");
            await time.WaitedForAsync(TimeSpan.FromSeconds(1));
            client.Reset();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var pending = server.SendAsync();
        await time.WaitedForAsync(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await pending).Status);
        Assert.Equal(11, server.Sandbox.MessageCount);
    }

    private static string Head(TestServer server, string length) =>
        $"POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1:{server.Sandbox.Port.ToString(CultureInfo.InvariantCulture)}\r\n"
        + $"api-key: {server.Sandbox.ApiKey}\r\nContent-Type: multipart/form-data; boundary=b\r\n{length}\r\n\r\n";

    private static async Task<TestServer.Reply> PostAsync(TestServer server, string? type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.Remove("Content-Type");
        if (type is not null)
        {
            Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));
        }

        return await server.PostAsync(content, server.Sandbox.ApiKey);
    }
}
