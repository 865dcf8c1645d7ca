using System.Net;
using Kirimy.Client.Network;

namespace Kirimy.Client.Tests.Network;

public sealed class ProxyRouteTests
{
    private const string Password = "s3cr3t/w:rd";

    private static readonly BaseAddress Local = BaseAddress.Parse(new Uri("http://127.0.0.1:5000/v1/"));

    [Theory]
    [InlineData("http://proxy.example.com:3128", "http://proxy.example.com:3128", null)]
    [InlineData("proxy.example.com:3128", "http://proxy.example.com:3128", null)]
    [InlineData("proxy.example.com", "http://proxy.example.com", null)]
    [InlineData("HTTPS://proxy.example.com", "https://proxy.example.com", null)]
    [InlineData("socks5://proxy.example.com", "socks5://proxy.example.com:1080", null)]
    [InlineData("http://budi:pw@proxy.example.com:3128/", "http://proxy.example.com:3128", "budi")]
    [InlineData("http://budi%40kantor:p%20w@10.0.0.1:3128", "http://10.0.0.1:3128", "budi@kantor")]
    [InlineData("http://budi@kantor.id:s3cr3t/w:rd@10.0.0.1:3128", "http://10.0.0.1:3128", "budi@kantor.id")]
    [InlineData("http://[::1]:3128", "http://[::1]:3128", null)]
    public void A_proxy_address_is_read_in_any_usual_spelling(string text, string shown, string? user)
    {
        var route = ProxyRoute.ChooseAutomatically(BaseAddress.Default, name => name == "HTTPS_PROXY" ? text : null);
        Assert.Equal((ProxySource.Environment, "HTTPS_PROXY"), (route.Source, route.Name));
        Assert.Equal(shown, route.ToString());
        Assert.Equal(user, ((NetworkCredential?)route.Credentials)?.UserName);
        Assert.Empty(route.Proxy!.UserInfo);
    }

    [Fact]
    public void A_password_can_contain_the_delimiters_of_an_address()
    {
        var route = ProxyRoute.ChooseAutomatically(
            BaseAddress.Default,
            name => name == "HTTPS_PROXY" ? $"http://budi:{Password}@10.0.0.1:3128" : null
        );
        Assert.Equal(Password, ((NetworkCredential)route.Credentials!).Password);
    }

    [Theory]
    [InlineData("ftp://budi:s3cr3t@proxy.example.com")]
    [InlineData("http://budi:s3cr3t@proxy.example.com:99999")]
    [InlineData("http://budi:s3cr3t@")]
    [InlineData("http://s3cr3t s3cr3t")]
    [InlineData("s3cr3t://")]
    [InlineData("http://")]
    public void An_invalid_base_address_is_refused_without_being_shown(string text)
    {
        var refusal = Assert.Throws<KirimyException>(() =>
            ProxyRoute.ChooseAutomatically(BaseAddress.Default, name => name == "all_proxy" ? text : null)
        );
        Assert.Equal(ErrorCode.InvalidProxy, refusal.Code);
        Assert.Contains("$env:all_proxy", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_variables_have_the_precedence_of_NET()
    {
        var variables = new Dictionary<string, string> { ["ALL_PROXY"] = "d:1" };
        foreach (var (name, value) in new[] { ("all_proxy", "c:1"), ("HTTPS_PROXY", "b:1"), ("https_proxy", "a:1") })
        {
            variables[name] = value;
            var route = ProxyRoute.ChooseAutomatically(BaseAddress.Default, variables.GetValueOrDefault);
            Assert.Equal((name, $"http://{value}"), (route.Name, route.ToString()));
        }

        // A proxy for HTTP only, but the service uses HTTPS.
        Assert.Equal(
            ProxySource.System,
            ProxyRoute.ChooseAutomatically(BaseAddress.Default, name => name == "http_proxy" ? "http://a:1" : null).Source
        );
    }

    [Theory]
    [InlineData("api-client.kirimy.id", true)]
    [InlineData("localhost, API-CLIENT.kirimy.id ,x", true)]
    [InlineData(".kirimy.id", true)]
    [InlineData(".api-client.kirimy.id", true)]
    [InlineData("*", true)]
    [InlineData("kirimy.id", false)]
    [InlineData("*.kirimy.id", false)]
    [InlineData("client.kirimy.id", false)]
    [InlineData(".irimy.id", false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    public void The_bypass_list_works_as_in_NET(string list, bool isExempt)
    {
        var variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://proxy:3128", ["NO_PROXY"] = list };
        var route = ProxyRoute.ChooseAutomatically(BaseAddress.Default, variables.GetValueOrDefault);
        Assert.Equal(isExempt ? (ProxySource.Bypass, "NO_PROXY") : (ProxySource.Environment, "HTTPS_PROXY"), (route.Source, route.Name));
        Assert.Equal(isExempt, route.Proxy is null);
    }

    [Fact]
    public void Loopback_is_reached_through_a_proxy_only_with_the_parameter()
    {
        var profile = new Uri("http://127.0.0.1:3128");
        Assert.Equal(ProxySource.Loopback, ProxyRoute.ChooseAutomatically(Local, _ => "http://proxy:3128", profile).Source);
        Assert.Equal(ProxySource.Parameter, ProxyRoute.Choose(Local, profile).Source);
    }

    [Fact]
    public void Plain_HTTP_is_allowed_only_to_this_machine()
    {
        var refusal = Assert.Throws<KirimyException>(() => ProxyRoute.Choose(Local, new Uri("http://budi:s3cr3t@proxy.example.com:3128")));
        Assert.Equal(ErrorCode.InvalidProxy, refusal.Code);
        Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_profile_applies_when_the_environment_has_no_value()
    {
        var profile = new Uri("http://office:3128");
        var byProfile = ProxyRoute.ChooseAutomatically(BaseAddress.Default, _ => null, profile);
        Assert.Equal((ProxySource.Profile, "http://office:3128"), (byProfile.Source, byProfile.ToString()));
        Assert.Equal(
            ProxySource.Environment,
            ProxyRoute.ChooseAutomatically(BaseAddress.Default, _ => "http://other:3128", profile).Source
        );
    }

    [Fact]
    public void Credentials_without_a_proxy_or_of_two_kinds_are_refused()
    {
        var credential = new NetworkCredential("budi", "s3cr3t");
        var proxy = new Uri("http://proxy:3128");
        foreach (
            var choose in new Action[]
            {
                () => ProxyRoute.Choose(BaseAddress.Default, credential: credential),
                () => ProxyRoute.Choose(BaseAddress.Default, proxy, credential, useDefaultCredentials: true),
            }
        )
        {
            Assert.Equal(ErrorCode.InvalidProxy, Assert.Throws<KirimyException>(choose).Code);
        }
    }

    [Fact]
    public void Default_credentials_apply_to_the_proxy_of_any_source()
    {
        var profile = new Uri("http://office:3128");
        var user = CredentialCache.DefaultCredentials;
        Assert.Same(user, Of(null, null).Credentials);
        Assert.Same(user, Of("http://other:3128", null).Credentials);
        Assert.Same(user, Of(null, profile).Credentials);
        Assert.Equal("budi", ((NetworkCredential)Of("http://budi:s3cr3t@other:3128", null).Credentials!).UserName);
        Assert.Null(ProxyRoute.Choose(BaseAddress.Parse(new Uri("http://127.0.0.1:9/")), useDefaultCredentials: true).Credentials);
        Assert.NotEqual(Of(null, profile), ProxyRoute.ChooseAutomatically(BaseAddress.Default, _ => null, profile));
        ProxyRoute Of(string? variable, Uri? proxy) =>
            ProxyRoute.ChooseAutomatically(BaseAddress.Default, _ => variable, proxy, useDefaultCredentials: true);
    }

    [Fact]
    public void Proxy_routes_are_equal_when_proxy_and_credential_are_equal()
    {
        var proxy = new Uri("http://proxy:3128");
        ProxyRoute Of(string user, string password) => ProxyRoute.Choose(BaseAddress.Default, proxy, new NetworkCredential(user, password));
        Assert.Equal(Of("a", "b"), Of("a", "b"));
        Assert.Equal(Of("a", "b").GetHashCode(), Of("a", "b").GetHashCode());
        Assert.Equal(Of("a", "b"), ProxyRoute.Choose(BaseAddress.Default, new Uri("http://a:b@proxy:3128")));
        Assert.NotEqual(Of("a", "b"), Of("a", "c"));
        Assert.NotEqual(Of("a", "b"), ProxyRoute.Choose(BaseAddress.Default, proxy));
        Assert.NotEqual(
            ProxyRoute.Choose(BaseAddress.Default, proxy),
            ProxyRoute.Choose(BaseAddress.Default, proxy, useDefaultCredentials: true)
        );
        Assert.Same(HttpHandlers.SharedFor(BaseAddress.Default, Of("a", "b")), HttpHandlers.SharedFor(BaseAddress.Default, Of("a", "b")));
        Assert.NotSame(
            HttpHandlers.SharedFor(BaseAddress.Default, Of("a", "b")),
            HttpHandlers.SharedFor(BaseAddress.Default, Of("a", "c"))
        );
    }

    [Fact]
    public void A_proxy_route_does_not_show_its_credentials()
    {
        var route = ProxyRoute.Choose(BaseAddress.Default, new Uri("http://budi:s3cr3t@proxy:3128"));
        Assert.Equal("http://proxy:3128", route.ToString());
        Assert.True(route.HasCredential);
    }
}
