using System.Globalization;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests.Http;

public sealed class HttpConnectionTests
{
    [Fact]
    public async Task Requests_on_one_connection_receive_responses_in_order()
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(
            "GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                + "GET /c HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        );
        var answers = await client.ReadToEndAsync();
        int[] places = [.. "abc".Select(c => answers.IndexOf($"Cannot GET /{c}", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [InlineData("HTTP/1.1", null, true)]
    [InlineData("HTTP/1.1", "Close", false)]
    [InlineData("HTTP/1.0", null, false)]
    [InlineData("HTTP/1.0", "Keep-Alive", true)]
    public async Task A_connection_is_kept_alive_as_HTTP_specifies(string version, string? connection, bool kept)
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        var header = connection is null ? string.Empty : $"Connection: {connection}\r\n";
        await client.SendAsync($"GET /a {version}\r\nHost: 127.0.0.1\r\n{header}\r\n");
        var answer = await client.ReadUntilAsync("}");
        Assert.Contains(
            kept ? "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n" : "Connection: close\r\n",
            answer,
            StringComparison.Ordinal
        );
        if (!kept)
        {
            Assert.Empty(await client.ReadToEndAsync());
        }
    }

    [Fact]
    public async Task An_idle_connection_is_closed_after_five_seconds_as_by_Node()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await time.WaitedForAsync(HttpConnection.IdleTimeout);
        await client.SendAsync("GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        _ = await client.ReadUntilAsync("}");
        await time.WaitedForAsync(HttpConnection.IdleTimeout);
        time.Advance(HttpConnection.IdleTimeout);
        Assert.Empty(await client.ReadToEndAsync());
    }

    [Fact]
    public async Task HEAD_returns_the_length_of_the_page_without_its_body()
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync("HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        var answer = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        var length = answer.Split("Content-Length: ")[1].Split('\r')[0];
        Assert.InRange(int.Parse(length, CultureInfo.InvariantCulture), 5000, 100_000);
    }

    [Theory]
    [InlineData("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505)]
    [InlineData("GET /\r\n\r\n", 400)]
    [InlineData("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("G@T / HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\nHost: 127.0.0.1\n\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX : y\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: y\r\n folded\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: \u0001\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1x\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: +1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n", 431)]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\n", 400)]
    public async Task An_ambiguous_request_is_refused(string bytes, int status)
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(bytes);
        client.EndSending();
        var answer = await client.ReadToEndAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\"statusCode\":{status}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\nGET /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nhOST:127.0.0.1\t\r\nX: \r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData(
        "POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: Chunked\r\n\r\n1;x=y\r\nx\r\nA \r\n0123456789\r\n0\r\nT: t\r\n\r\n"
    )]
    public async Task Every_valid_HTTP_syntax_is_accepted(string bytes)
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(bytes);
        Assert.StartsWith("HTTP/1.1 404 Not Found", await client.ReadUntilAsync("}"), StringComparison.Ordinal);
        await client.SendAsync("GET /next HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        Assert.Contains("Cannot GET /next", await client.ReadUntilAsync("}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /{0} HTTP/1.1\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {0}\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: {0}\r\n\r\n")]
    public async Task An_endless_header_is_refused(string format)
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync(string.Format(CultureInfo.InvariantCulture, format, new string('x', 20_000)));
        client.EndSending();
        Assert.StartsWith("HTTP/1.1 431 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_can_arrive_byte_by_byte()
    {
        using var server = new TestServer();
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        foreach (var c in "POST /slow HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n0\r\n\r\n")
        {
            await client.SendAsync(c.ToString());
        }

        Assert.Contains("Cannot POST /slow", await client.ReadUntilAsync("}"), StringComparison.Ordinal);
    }
}
