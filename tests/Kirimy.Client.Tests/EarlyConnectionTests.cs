using System.Net;
using System.Net.Sockets;
using Kirimy.Client.Api;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests;

public sealed class EarlyConnectionTests
{
    private static readonly SendRequest Request = new("s", "62812345678", "halo");

    [Fact]
    public async Task The_first_request_uses_the_connection_that_was_opened_early()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var reply = await SendAsync(server.BaseUri);
        Assert.Equal(ResponseKind.Accepted, reply.Kind);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task An_early_connection_that_the_service_closed_is_not_used()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = CloseFirstAsync(listener);
        var uri = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/");
        KirimyClient.ConnectEarly(BaseAddress.Parse(uri), ProxyRoute.Choose(BaseAddress.Parse(uri)));
        await closed;
        var sending = SendAsync(uri);
        using var second = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await AnswerAsync(second.GetStream());
        Assert.Equal(ResponseKind.Accepted, (await sending).Kind);
    }

    [Fact]
    public async Task A_request_connects_again_when_the_early_connection_failed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var uri = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/");
        listener.Stop();
        var reply = await SendAsync(uri);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (reply.Kind, reply.Code));
    }

    private static async Task<ApiResponse> SendAsync(Uri uri)
    {
        var address = BaseAddress.Parse(uri);
        var route = ProxyRoute.Choose(address);
        KirimyClient.ConnectEarly(address, route);
        var client = new KirimyClient(address, Secrets.Key, TimeSpan.FromSeconds(30), route);
        return await client.SendAsync(Request, TestContext.Current.CancellationToken);
    }

    private static async Task CloseFirstAsync(TcpListener listener) =>
        (await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Dispose();

    private static async Task AnswerAsync(NetworkStream stream)
    {
        var request = string.Empty;
        var buffer = new byte[4096];
        while (!request.EndsWith("--\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, read);
            request += System.Text.Encoding.UTF8.GetString(buffer, 0, read);
        }

        const string Body = """{"success":true,"message":"ok","data":{"message_id":"m"}}""";
        await stream.WriteAsync(
            System.Text.Encoding.UTF8.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"
            ),
            TestContext.Current.CancellationToken
        );
    }
}
