using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kirimy.Client.Diagnostics;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Diagnostics;

public sealed class ConnectionProbeTests : IDisposable
{
    private static readonly BaseAddress Remote = BaseAddress.Parse(new Uri("https://service.invalid/v1/"));

    private readonly CertificateAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_healthy_service_passes_each_check_without_the_API_key()
    {
        await using var server = Server((_, _) => Dated(DateTime.UtcNow));
        var checks = Run(Over(server), authority);
        Assert.Equal("Name+ Tcp+ Proxy- Tls+ Http+ Clock+", Shape(checks));
        Assert.StartsWith("TLS 1.", checks[3].Detail, StringComparison.Ordinal);
        Assert.Contains(
            "for localhost, issued by Kirimy test authority, is valid for 99 more days",
            checks[3].Detail,
            StringComparison.Ordinal
        );
        Assert.All(checks, c => Assert.Null(c.Advice));
        var request = Assert.Single(server.Requests);
        Assert.Equal("HEAD /v1/ HTTP/1.1", request.RequestLine);
        Assert.Equal(["Host"], request.Headers.Select(h => h.Name));
    }

    [Fact]
    public async Task Each_check_is_written_when_it_completes()
    {
        await using var server = Server((_, _) => Dated(DateTime.UtcNow));
        using var checks = Probe(Over(server), authority).Run(TestContext.Current.CancellationToken).GetEnumerator();
        Assert.True(checks.MoveNext());
        Assert.Equal((ConnectionCheckKind.Name, 0), (checks.Current.Check, server.Connections));
        Assert.True(checks.MoveNext());
        Assert.Equal((ConnectionCheckKind.Tcp, 0), (checks.Current.Check, server.Requests.Count));
    }

    [Fact]
    public void An_unresolved_name_skips_the_later_checks()
    {
        var checks = Run(Remote);
        Assert.Equal("Name! Tcp- Proxy- Tls- Http- Clock-", Shape(checks));
        Assert.Equal(ErrorCode.NetworkError, checks[0].ErrorCode);
        Assert.NotNull(checks[0].Advice);
        Assert.All(checks.Where(c => c.Ok is null), c => Assert.Null(c.Duration));
    }

    [Fact]
    public void A_refused_port_differs_from_an_unresolved_name()
    {
        var address = BaseAddress.Parse(new Uri($"https://localhost:{ClosedPort()}/"));
        var checks = Run(address);
        Assert.Equal("Name+ Tcp! Proxy- Tls- Http- Clock-", Shape(checks));
        Assert.Equal(ErrorCode.NetworkError, checks[1].ErrorCode);
    }

    [Theory]
    [InlineData(13.5, true)]
    [InlineData(14.5, false)]
    public async Task A_certificate_that_expires_soon_passes_with_advice(double daysLeft, bool isMentioned)
    {
        await using var server = new ScriptedServer(
            (_, _) => Dated(DateTime.UtcNow),
            CertificateAuthority.Over(authority.Issue("localhost", daysLeft))
        );
        var tls = Run(Over(server), authority).Single(c => c.Check == ConnectionCheckKind.Tls);
        Assert.True(tls.Ok);
        Assert.Equal(isMentioned, tls.Advice is not null);
    }

    [Fact]
    public async Task An_invalid_certificate_is_explained()
    {
        await using var server = Server((_, _) => Dated(DateTime.UtcNow));
        var checks = Run(Over(server));
        Assert.Equal("Name+ Tcp+ Proxy- Tls! Http- Clock-", Shape(checks));
        Assert.Equal(ErrorCode.TlsError, checks[3].ErrorCode);
        Assert.Contains("doesn't trust", checks[3].Detail, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(-600, "600 s ahead", false)]
    [InlineData(600, "600 s behind", false)]
    [InlineData(30, "30 s behind", true)]
    [InlineData(0, "matches", true)]
    public async Task Clock_skew_is_reported(int ahead, string said, bool isOk)
    {
        await using var server = Server((_, _) => Dated(DateTime.UtcNow.AddSeconds(ahead)));
        var clock = Run(Over(server), authority)[5];
        Assert.Equal(isOk, clock.Ok);
        // The header has whole seconds, and the response takes time.
        var near = said.Contains(' ', StringComparison.Ordinal)
            ? Enumerable.Range(-1, 3).Select(d => Near(said, d)).Any(s => clock.Detail.Contains(s, StringComparison.Ordinal))
            : clock.Detail.Contains(said, StringComparison.Ordinal);
        Assert.True(near, clock.Detail);
    }

    [Fact]
    public async Task A_response_without_a_date_does_not_check_the_clock()
    {
        await using var server = Server((_, _) => Answer.Http(404, "text/plain", []));
        Assert.Equal("Name+ Tcp+ Proxy- Tls+ Http+ Clock-", Shape(Run(Over(server), authority)));
    }

    [Theory]
    [InlineData(200, true, null)]
    [InlineData(404, true, null)]
    [InlineData(429, true, null)]
    [InlineData(302, false, ErrorCode.RedirectRefused)]
    [InlineData(502, false, ErrorCode.ServerError)]
    public async Task Any_response_except_redirects_and_server_errors_passes(int status, bool isOk, string? code)
    {
        await using var server = Server((_, _) => Dated(DateTime.UtcNow, status));
        var http = Run(Over(server), authority)[4];
        Assert.Equal((isOk, code), (http.Ok, http.ErrorCode));
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), http.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_connection_differs_from_a_refused_one()
    {
        await using var server = Server((_, _) => Answer.Drop);
        Assert.Equal("Name+ Tcp+ Proxy- Tls+ Http! Clock-", Shape(Run(Over(server), authority)));
    }

    [Fact]
    public async Task A_silent_service_ends_with_the_timeout()
    {
        await using var server = Server((_, _) => Answer.Hang);
        var checks = Run(Over(server), authority, timeout: TimeSpan.FromSeconds(2));
        Assert.Equal("Name+ Tcp+ Proxy- Tls+ Http! Clock-", Shape(checks));
        Assert.Contains("after 2 s", checks[4].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_HTTP_skips_the_certificate_check()
    {
        await using var server = new ScriptedServer((_, _) => Dated(DateTime.UtcNow));
        var checks = Run(BaseAddress.Parse(server.BaseUri));
        Assert.Equal("Name- Tcp+ Proxy- Tls- Http+ Clock+", Shape(checks));
    }

    [Fact]
    public async Task Name_and_Tcp_check_the_proxy_when_there_is_one()
    {
        await using var server = new ScriptedServer(
            (_, _) => Dated(DateTime.UtcNow),
            CertificateAuthority.Over(authority.Issue("service.invalid"))
        );
        await using var proxy = new ConnectProxy { TargetPort = server.Port, UserInfo = "budi:s3cr3t" };
        var route = ProxyRoute.Choose(Remote, new Uri($"http://budi:s3cr3t@localhost:{proxy.Port}"));
        var checks = Run(Remote, authority, route);
        Assert.Equal("Name+ Tcp+ Proxy+ Tls+ Http+ Clock+", Shape(checks));
        Assert.Contains("localhost resolves to", checks[0].Detail, StringComparison.Ordinal);
        Assert.Contains("This is the proxy, which resolves service.invalid", checks[0].Detail, StringComparison.Ordinal);
        Assert.Equal($"http://localhost:{proxy.Port}, from -Proxy, with a user name and a password.", checks[2].Detail);
        Assert.All(checks, c => Assert.DoesNotContain("s3cr3t", c.Detail + c.Advice, StringComparison.Ordinal));
        Assert.Equal(1, proxy.Tunnels);
    }

    [Theory]
    [InlineData("budi:right", null, ErrorCode.ProxyAuthentication)]
    [InlineData(null, 403, ErrorCode.NetworkError)]
    public async Task A_proxy_failure_is_reported_by_the_proxy_check(string? wanted, int? refusal, string code)
    {
        await using var proxy = new ConnectProxy { UserInfo = wanted, Refusal = refusal };
        var checks = Run(Remote, authority, ProxyRoute.Choose(Remote, new Uri($"http://127.0.0.1:{proxy.Port}")));
        Assert.Equal("Name- Tcp+ Proxy! Tls- Http- Clock-", Shape(checks));
        Assert.Equal(code, checks[2].ErrorCode);
    }

    [Fact]
    public void An_unreachable_proxy_is_reported_with_its_source()
    {
        var port = ClosedPort();
        var route = ProxyRoute.ChooseAutomatically(Remote, name => name == "HTTPS_PROXY" ? $"http://budi:s3cr3t@127.0.0.1:{port}" : null);
        var checks = Run(Remote, route: route);
        Assert.Equal("Name- Tcp! Proxy- Tls- Http- Clock-", Shape(checks));
        Assert.Contains("$env:HTTPS_PROXY", checks[1].Advice, StringComparison.Ordinal);
        Assert.All(checks, c => Assert.DoesNotContain("s3cr3t", c.Detail + c.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public void The_proxy_check_names_the_bypass_list_that_exempts_the_service()
    {
        var variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://proxy:1", ["NO_PROXY"] = ".invalid" };
        var checks = Run(Remote, route: ProxyRoute.ChooseAutomatically(Remote, variables.GetValueOrDefault));
        Assert.Equal("No proxy: $env:NO_PROXY excludes service.invalid.", checks[2].Detail);
    }

    [Fact]
    public async Task A_canceled_check_ends_immediately()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = Server(
            (_, _) =>
            {
                cancel.Cancel();
                return Answer.Hang;
            }
        );
        Assert.ThrowsAny<OperationCanceledException>(() => Probe(Over(server), authority).Run(cancel.Token).ToList());
    }

    private static string Near(string said, int difference)
    {
        var parts = said.Split(' ', 2);
        return string.Create(CultureInfo.InvariantCulture, $"{int.Parse(parts[0], CultureInfo.InvariantCulture) + difference} {parts[1]}");
    }

    private static Answer Dated(DateTime time, int status = 404) =>
        Answer.Http(status, "text/plain", [], "Date: " + time.ToString("R", CultureInfo.InvariantCulture));

    private static string Shape(IEnumerable<ConnectionCheck> checks) =>
        string.Join(
            ' ',
            checks.Select(c =>
                c.Check
                + (
                    c.Ok is null ? "-"
                    : c.Ok.Value ? "+"
                    : "!"
                )
            )
        );

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static BaseAddress Over(ScriptedServer server) => BaseAddress.Parse(new Uri($"https://localhost:{server.Port}/v1/"));

    private ScriptedServer Server(Func<ReceivedRequest, int, Answer> script) =>
        new(script, CertificateAuthority.Over(authority.Issue("localhost")));

    private static List<ConnectionCheck> Run(
        BaseAddress address,
        CertificateAuthority? trusted = null,
        ProxyRoute? route = null,
        TimeSpan? timeout = null
    ) => [.. Probe(address, trusted, route, timeout).Run(TestContext.Current.CancellationToken)];

    private static ConnectionProbe Probe(
        BaseAddress address,
        CertificateAuthority? trusted = null,
        ProxyRoute? route = null,
        TimeSpan? timeout = null
    ) =>
        new(address, route ?? ProxyRoute.ChooseAutomatically(address, _ => null), timeout ?? TimeSpan.FromSeconds(30))
        {
            Prepare = handler => ((SocketsHttpHandler)handler).SslOptions.CertificateChainPolicy = trusted?.Trust,
        };
}
