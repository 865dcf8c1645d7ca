using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests.Http;

public sealed class LoopbackHostTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8080")]
    [InlineData("[::1]:8080")]
    public void Names_of_this_machine_are_loopback(string host) => Assert.True(LoopbackHost.Is(host));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1@evil.example")]
    [InlineData("evil.example@127.0.0.1")]
    [InlineData("127.0.0.1/evil.example")]
    [InlineData("127.0.0.1?x")]
    [InlineData("127.0.0.1#x")]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.0.1")]
    public void Other_host_names_are_not_loopback(string? host) => Assert.False(LoopbackHost.Is(host));

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("GET /messages.json HTTP/1.1")]
    [InlineData("POST /v1/send-message HTTP/1.1")]
    public async Task A_request_for_another_host_name_is_rejected(string line)
    {
        using var server = new TestServer();
        await server.SendAsync(message: "rahasia");
        using var client = await RawClient.ConnectAsync(server.Sandbox);
        await client.SendAsync($"{line}\r\nHost: evil.example:{server.Sandbox.Port}\r\nConnection: close\r\n\r\n");
        var answer = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 421 Misdirected Request\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("rahasia", answer, StringComparison.Ordinal);
        Assert.Equal(1, server.Sandbox.MessageCount);
    }
}
