using System.Globalization;
using Kirimy.Client.Api;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Network;

/// <summary>Tests certificates of real servers: invalid ones are refused and explained.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly CertificateAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_certificate_of_a_trusted_issuer_is_accepted()
    {
        await using var server = new ScriptedServer((_, _) => Answer.Sent(), CertificateAuthority.Over(authority.Issue("localhost")));
        Assert.Equal(ResponseKind.Accepted, (await SendAsync(server, trusts: true)).Kind);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        var certificate = authority.Issue("localhost", daysLeft: -3);
        await using var server = new ScriptedServer((_, _) => Answer.Sent(), CertificateAuthority.Over(certificate));
        var day = certificate.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await RefusedAsync(server, trusts: true, $"localhost expired on {day}");
    }

    [Fact]
    public async Task A_certificate_that_is_not_yet_valid_is_refused()
    {
        await using var server = new ScriptedServer(
            (_, _) => Answer.Sent(),
            CertificateAuthority.Over(authority.Issue("localhost", daysLeft: 30, daysOld: -5))
        );
        await RefusedAsync(server, trusts: true, "isn't valid until ");
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        await using var server = new ScriptedServer((_, _) => Answer.Sent(), CertificateAuthority.Over(authority.Issue("other.example")));
        await RefusedAsync(server, trusts: true, "that localhost presented was issued for other.example");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_issuer_is_refused()
    {
        await using var server = new ScriptedServer((_, _) => Answer.Sent(), CertificateAuthority.Over(authority.Issue("localhost")));
        await RefusedAsync(server, trusts: false, "issued by Kirimy test authority, which this machine doesn't trust");
    }

    [Fact]
    public async Task All_certificate_errors_are_reported()
    {
        await using var server = new ScriptedServer(
            (_, _) => Answer.Sent(),
            CertificateAuthority.Over(authority.Issue("other.example", -3))
        );
        var text = await RefusedAsync(server, trusts: false, "issued for other.example");
        Assert.Contains("expired on", text, StringComparison.Ordinal);
        Assert.Contains("doesn't trust", text, StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(ScriptedServer server, bool trusts, string said)
    {
        var reply = await SendAsync(server, trusts);
        Assert.Equal((ResponseKind.NotReached, ErrorCode.TlsError), (reply.Kind, reply.Code));
        Assert.Contains(said, reply.Text, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        return reply.Text!;
    }

    private async Task<ApiResponse> SendAsync(ScriptedServer server, bool trusts)
    {
        var address = BaseAddress.Parse(new Uri($"https://localhost:{server.Port}/v1/"));
        var route = ProxyRoute.Choose(address);
        var handler = (SocketsHttpHandler)HttpHandlers.Create(address, route);
        if (trusts)
        {
            handler.SslOptions.CertificateChainPolicy = authority.Trust;
        }

        using var http = new HttpMessageInvoker(handler);
        var client = new KirimyClient(address, Secrets.Key, TimeSpan.FromSeconds(30), route, TimeProvider.System, http);
        return await client.SendAsync(new SendRequest("s", "62812345678", "halo"), TestContext.Current.CancellationToken);
    }
}
