using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kirimy.Client.Api;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Api;

public sealed class KirimyClientTests
{
    private static readonly SendRequest Request = new("s", "62812345678", "halo");

    [Fact]
    public async Task A_refused_connection_means_that_nothing_was_sent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var reply = await Client(new Uri($"http://127.0.0.1:{port}/v1/")).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (reply.Kind, reply.Code));
    }

    [Fact]
    public async Task An_unresolved_name_means_that_nothing_was_sent()
    {
        var reply = await Client(new Uri("https://kirimy.invalid/v1/")).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (reply.Kind, reply.Code));
    }

    [Fact]
    public async Task An_untrusted_certificate_means_that_nothing_was_sent()
    {
        using var key = RSA.Create(2048);
        var draft = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = draft.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        await using var server = new ScriptedServer(
            (_, _) => Answer.Sent(),
            async (stream, token) =>
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = usable }, token);
                return tls;
            }
        );
        var reply = await Client(new Uri($"https://localhost:{server.Port}/v1/")).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.TlsError), (reply.Kind, reply.Code));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_connection_lost_before_the_response_is_Unknown()
    {
        await using var server = new ScriptedServer(Answer.Drop);
        var reply = await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.Uncertain, ErrorCode.DeliveryUnknown), (reply.Kind, reply.Code));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_while_idle_is_not_used_again()
    {
        await using var server = new ScriptedServer((_, _) => Answer.Sent() with { Closes = true });
        var client = Client(server.BaseUri);
        for (var i = 0; i < 20; i++)
        {
            var reply = await client.SendAsync(Request with { Message = $"text {i}" }, TestContext.Current.CancellationToken);
            // The close may arrive after the next request was sent. That request is Unknown then, and HttpClient must not retry it.
            Assert.True(reply.Kind is ResponseKind.Accepted or ResponseKind.Uncertain);
        }

        Assert.Equal(server.Requests.Count, server.Requests.Select(r => r.Message).Distinct().Count());
    }

    [Fact]
    public void Idle_connections_are_closed_before_the_service_closes_them()
    {
        // The keep-alive timeout of Node is 5 s. .NET checks connections once a second.
        using var handler = Assert.IsType<SocketsHttpHandler>(
            HttpHandlers.Create(BaseAddress.Default, ProxyRoute.Choose(BaseAddress.Default))
        );
        Assert.InRange(handler.PooledConnectionIdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3.5));
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
    }

    [Fact]
    public async Task A_timeout_after_the_message_was_sent_is_Unknown()
    {
        var time = new FakeTimeProvider();
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                time.Advance(TimeSpan.FromSeconds(30));
                return Answer.Hang;
            }
        );
        var reply = await Client(server.BaseUri, time: time).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.Uncertain, ErrorCode.DeliveryUnknown), (reply.Kind, reply.Code));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Each_request_has_its_own_timeout()
    {
        using var cut = new CancellationTokenSource();
        Answer[] answers = [Answer.Sent(), Answer.Hang, Answer.Sent(), Answer.Hang, Answer.Sent()];
        var next = 0;
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                if (next == 3)
                {
                    cut.Cancel();
                }

                return answers[next++];
            }
        );
        var client = Client(server.BaseUri, TimeSpan.FromSeconds(1));
        var codes = new List<string?>();
        for (var i = 0; i < answers.Length; i++)
        {
            codes.Add((await client.SendAsync(Request, i == 3 ? cut.Token : TestContext.Current.CancellationToken)).Code);
        }

        Assert.Equal([null, ErrorCode.DeliveryUnknown, null, ErrorCode.DeliveryUnknown, null], codes);
    }

    [Fact]
    public async Task A_timeout_before_a_connection_means_that_nothing_was_sent()
    {
        // The connection opens, but the TLS handshake never starts.
        var time = new FakeTimeProvider();
        await using var server = new ScriptedServer(
            (_, _) => Answer.Sent(),
            async (stream, token) =>
            {
                time.Advance(TimeSpan.FromSeconds(30));
                await Task.Delay(Timeout.Infinite, token);
                return stream;
            }
        );
        var reply = await Client(new Uri($"https://127.0.0.1:{server.Port}/"), time: time)
            .SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (reply.Kind, reply.Code));
    }

    [Fact]
    public async Task A_connection_through_a_proxy_that_never_responds_times_out()
    {
        var time = new FakeTimeProvider();
        await using var proxy = new ScriptedServer(
            (_, _) => Answer.Sent(),
            async (stream, token) =>
            {
                time.Advance(TimeSpan.FromSeconds(30));
                await Task.Delay(Timeout.Infinite, token);
                return stream;
            }
        );
        var route = ProxyRoute.Choose(BaseAddress.Default, new Uri($"http://127.0.0.1:{proxy.Port}"));
        var client = new KirimyClient(BaseAddress.Default, Secrets.Key, TimeSpan.FromSeconds(30), route, time);
        var response = await client.SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.NetworkError), (response.Kind, response.Code));
    }

    [Fact]
    public async Task An_endless_body_ends_with_the_timeout()
    {
        var halted = Answer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"success\":", closes: false) with { Hangs = true };
        await using var server = new ScriptedServer(halted);
        var reply = await Client(server.BaseUri, TimeSpan.FromSeconds(2)).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal((ResponseKind.Unreadable, ErrorCode.InvalidResponse), (reply.Kind, reply.Code));
    }

    [Fact]
    public async Task Cancellation_reports_the_known_state()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                cancel.Cancel();
                return Answer.Hang;
            }
        );
        var client = Client(server.BaseUri);
        Assert.Equal(ErrorCode.DeliveryUnknown, (await client.SendAsync(Request, cancel.Token)).Code);
        var second = await client.SendAsync(Request, cancel.Token);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.Cancelled), (second.Kind, second.Code));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_API_key_is_not_sent_elsewhere()
    {
        await using var elsewhere = new ScriptedServer(Answer.Sent());
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            await using var server = new ScriptedServer(Answer.Html(status, $"Location: {elsewhere.BaseUri}send-message"));
            var reply = await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken);
            Assert.Equal((ResponseKind.Refused, ErrorCode.RedirectRefused), (reply.Kind, reply.Code));
            Assert.Single(server.Requests);
        }

        Assert.Empty(elsewhere.Requests);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task A_huge_response_is_read_only_up_to_the_maximum()
    {
        await using var announced = new ScriptedServer(Answer.Http(200, "application/json", new byte[3 * 1024 * 1024]));
        Assert.Equal(
            ErrorCode.InvalidResponse,
            (await Client(announced.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken)).Code
        );

        var chunk = "10000\r\n" + new string(' ', 0x10000) + "\r\n";
        var endless = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var i = 0; i < 40; i++)
        {
            endless.Append(chunk);
        }

        await using var unannounced = new ScriptedServer(Answer.Raw(endless.Append("0\r\n\r\n").ToString()));
        Assert.Equal(
            ErrorCode.InvalidResponse,
            (await Client(unannounced.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken)).Code
        );
    }

    [Theory]
    [InlineData(900_000)]
    // As long as a buffer, and one more or less.
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(8192)]
    public async Task A_large_response_within_the_maximum_is_read(int length)
    {
        const string Start = "{\"success\":true,\"data\":{\"message_id\":\"M\"},\"x\":\"";
        var json = Start + new string('y', length - Start.Length - 2) + "\"}";
        await using var server = new ScriptedServer(Answer.Json(200, json));
        Assert.Equal("M", (await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken)).MessageId);
    }

    [Theory]
    [InlineData(200, ErrorCode.InvalidResponse)]
    [InlineData(500, ErrorCode.ServerError)]
    [InlineData(429, ErrorCode.RateLimited)]
    public async Task A_truncated_body_is_classified_by_the_status_code(int status, string code)
    {
        await using var server = new ScriptedServer(Answer.Truncated(status, """{"success":true,"data":{"message_id":"M"}}"""));
        Assert.Equal(code, (await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken)).Code);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 \r\n\r\n")]
    [InlineData("\0\0\0\0")]
    public async Task A_response_that_is_not_HTTP_is_Unknown(string raw)
    {
        await using var server = new ScriptedServer(Answer.Raw(raw));
        var reply = await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.True(reply.Kind is ResponseKind.Uncertain or ResponseKind.Unreadable, reply.ToString());
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: 0", 0)]
    [InlineData("Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", 0)]
    [InlineData("Retry-After: soon", null)]
    [InlineData("X-Other: 1", null)]
    public async Task Retry_After_is_read_in_both_its_forms(string header, int? seconds)
    {
        await using var server = new ScriptedServer(Answer.Html(429, header));
        var reply = await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal(ResponseKind.Busy, reply.Kind);
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, reply.RetryAfter);
    }

    [Fact]
    public async Task Commands_share_connections_to_one_address()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        for (var i = 0; i < 5; i++)
        {
            await Client(server.BaseUri).SendAsync(Request, TestContext.Current.CancellationToken);
        }

        Assert.Equal((1, 5), (server.Connections, server.Requests.Count));
    }

    [Fact]
    public void Requests_to_this_machine_bypass_the_proxy()
    {
        var here = BaseAddress.Parse(new Uri("http://127.0.0.1:1/"));
        using var local = (SocketsHttpHandler)HttpHandlers.Create(here, ProxyRoute.ChooseAutomatically(here, _ => "http://proxy:3128"));
        using var remote = (SocketsHttpHandler)
            HttpHandlers.Create(BaseAddress.Default, ProxyRoute.ChooseAutomatically(BaseAddress.Default, _ => null));
        Assert.False(local.UseProxy);
        Assert.True(remote.UseProxy);
    }

    private static KirimyClient Client(Uri baseUri, TimeSpan? timeout = null, TimeProvider? time = null)
    {
        var address = BaseAddress.Parse(baseUri);
        return new(address, Secrets.Key, timeout ?? TimeSpan.FromSeconds(30), ProxyRoute.Choose(address), time ?? TimeProvider.System);
    }
}
