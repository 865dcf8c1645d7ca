using System.Net;
using System.Net.Sockets;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Delivery;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Network;

/// <summary>Requests through a real proxy to a real server with TLS.</summary>
public sealed class ProxyTests : IDisposable
{
    private static readonly SendRequest Request = new("s", "62812345678", "halo");

    // Only the proxy resolves this name.
    private static readonly BaseAddress Service = BaseAddress.Parse(new Uri("https://service.invalid/v1/"));

    private readonly CertificateAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_message_is_tunneled_and_the_proxy_cannot_read_it()
    {
        await using var server = Server();
        await using var proxy = new ConnectProxy { TargetPort = server.Port };
        var client = Client(ProxyRoute.Choose(Service, proxy.Address));
        for (var i = 0; i < 3; i++)
        {
            var reply = await client.SendAsync(Request, TestContext.Current.CancellationToken);
            Assert.Equal((ResponseKind.Accepted, "M-1"), (reply.Kind, reply.MessageId));
        }

        Assert.Equal((1, 3), (proxy.Tunnels, server.Requests.Count));
        var head = Assert.Single(proxy.Heads);
        Assert.StartsWith("CONNECT service.invalid:443 ", head, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.Text, head, StringComparison.Ordinal);
        Assert.All(server.Requests, r => Assert.Null(r.Header("Proxy-Authorization")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_that_requires_credentials_receives_them(bool inAddress)
    {
        await using var server = Server();
        await using var proxy = new ConnectProxy { TargetPort = server.Port, UserInfo = "budi:p@ss wörd" };
        var route = inAddress
            ? ProxyRoute.ChooseAutomatically(
                Service,
                name => name == "HTTPS_PROXY" ? $"http://budi:p@ss wörd@127.0.0.1:{proxy.Port}" : null
            )
            : ProxyRoute.Choose(Service, proxy.Address, new NetworkCredential("budi", "p@ss wörd"));
        var reply = await Client(route).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal(ResponseKind.Accepted, reply.Kind);
        Assert.Equal(1, proxy.Tunnels);
    }

    [Theory]
    [InlineData(null, "requires a user name")]
    [InlineData("wr0ng", "rejected the credentials")]
    public async Task Nothing_is_sent_when_the_proxy_rejects_the_credentials(string? password, string said)
    {
        await using var server = Server();
        await using var proxy = new ConnectProxy { TargetPort = server.Port, UserInfo = "budi:right" };
        var route = ProxyRoute.Choose(Service, proxy.Address, password is null ? null : new NetworkCredential("budi", password));
        var reply = await Client(route).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.ProxyAuthentication), (reply.Kind, reply.Code));
        Assert.Contains(said, reply.Text, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{proxy.Port}", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", reply.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0), (proxy.Tunnels, server.Connections));
    }

    [Fact]
    public async Task A_rejected_password_is_not_sent_to_the_proxy_again()
    {
        await using var proxy = new ConnectProxy { UserInfo = "budi:right" };
        var client = Client(ProxyRoute.Choose(Service, proxy.Address, new NetworkCredential("budi", "wrong")));
        var options = new DeliveryOptions { Limits = BatchRun.Unlimited, ThrottleLimit = 1 };
        var run = await BatchRun.SendAsync(client, options, [.. Enumerable.Range(0, 20).Select(i => BatchRun.Message(i))]);
        Assert.Equal(20, run.Results.Count);
        Assert.All(run.Results, r => Assert.Equal((DeliveryStatus.NotSent, ErrorCode.ProxyAuthentication), (r.Status, r.ErrorCode)));
        Assert.Equal(1, run.Results.Sum(r => r.Attempts));
        Assert.Single(proxy.Heads, head => head.Contains("Proxy-Authorization", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_refused_by_the_proxy_differs_from_one_refused_by_the_service()
    {
        await using var proxy = new ConnectProxy { Refusal = 403 };
        var reply = await Client(ProxyRoute.Choose(Service, proxy.Address)).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (reply.Kind, reply.Code));
        Assert.Contains("the proxy", reply.Text, StringComparison.Ordinal);
        Assert.Contains("403", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_proxy_is_named_without_its_password()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        foreach (var host in new[] { $"127.0.0.1:{port}", "proxy.invalid:3128" })
        {
            var route = ProxyRoute.Choose(Service, new Uri($"http://budi:s3cr3t@{host}"));
            var reply = await Client(route).SendAsync(Request, TestContext.Current.CancellationToken);
            Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (reply.Kind, reply.Code));
            Assert.Contains($"the proxy http://{host}", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("budi", reply.Text, StringComparison.Ordinal);
        }
    }

    private ScriptedServer Server() => new((_, _) => Answer.Sent(), CertificateAuthority.Over(authority.Issue("service.invalid")));

    private KirimyClient Client(ProxyRoute route)
    {
        var handler = (SocketsHttpHandler)HttpHandlers.Create(Service, route);
        handler.SslOptions.CertificateChainPolicy = authority.Trust;
        return new KirimyClient(
            Service,
            Secrets.Key,
            TimeSpan.FromSeconds(30),
            route,
            TimeProvider.System,
            new HttpMessageInvoker(handler)
        );
    }
}
