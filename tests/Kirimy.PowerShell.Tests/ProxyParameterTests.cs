using System.Net;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>-Proxy, -ProxyCredential, -ProxyUseDefaultCredentials, and the environment's proxies.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ProxyParameterTests : SendKirimyMessageTestBase
{
    private const string Password = "s3cr3t";

    // Only the proxy resolves the service, and only this process trusts its certificate.
    private const string EndToEnd = """
        Import-Module 'MODULE'
        $key = [System.Net.NetworkCredential]::new('', 'KEY').SecurePassword
        $password = [System.Net.NetworkCredential]::new('', 's3cr3t').SecurePassword
        $credential = [System.Management.Automation.PSCredential]::new('budi', $password)
        $to = @{ Recipient = '081234567890'; Message = 'x'; SessionId = 's'; BaseUri = 'https://service.invalid/v1/'; ApiKey = $key; Ledger = 'None' }
        "$((Send-KirimyMessage @to -Proxy http://127.0.0.1:PORT -ProxyCredential $credential).Status)"
        "$((Send-KirimyMessage @to -Proxy http://budi:s3cr3t@127.0.0.1:PORT).Status)"
        $env:HTTPS_PROXY = 'http://budi:s3cr3t@127.0.0.1:PORT'
        "$((Send-KirimyMessage @to).Status)"
        $check = Test-KirimyConnection -SessionId s -BaseUri https://service.invalid/v1/ -ApiKey $key -Ledger None
        "$($check | ForEach-Object -Process { "$($_.Check)=$($_.Ok)" })"
        $env:NO_PROXY = 'service.invalid'
        "$((Send-KirimyMessage @to -MaximumRetryCount 0 -ErrorAction Ignore).ErrorCode)"
        $env:NO_PROXY = $null
        $env:HTTPS_PROXY = 'http://budi:wrong@127.0.0.1:PORT'
        "$((Send-KirimyMessage @to -ErrorAction Ignore).ErrorCode)"
        """;

    [Fact]
    public async Task Messages_use_the_proxy_of_every_source()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A process trusts an issuer of its own by a variable on Linux only.");
        using var authority = new CertificateAuthority();
        using var folder = new TemporaryFolder();
        var roots = Path.Combine(folder.Path, "root.pem");
        await File.WriteAllTextAsync(roots, authority.Root.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var server = new ScriptedServer((_, _) => Answer.Sent(), CertificateAuthority.Over(authority.Issue("service.invalid")));
        await using var proxy = new ConnectProxy { TargetPort = server.Port, UserInfo = "budi:" + Password };
        Environment.SetEnvironmentVariable("SSL_CERT_FILE", roots);
        FreshProcess process;
        try
        {
            process = FreshProcess.Start(
                EndToEnd
                    .Replace("MODULE", BuiltModule.ManifestPath, StringComparison.Ordinal)
                    .Replace("KEY", KeyText, StringComparison.Ordinal)
                    .Replace("PORT", proxy.Port.ToString(null, null), StringComparison.Ordinal)
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable("SSL_CERT_FILE", null);
        }

        using (process)
        {
            Assert.Equal(
                [
                    "Sent",
                    "Sent",
                    "Sent",
                    "Name= Tcp=True Proxy=True Tls=True Http=True Clock= ApiKey=True Session=True Ledger= Quota=",
                    "NETWORK_ERROR",
                    "PROXY_AUTHENTICATION",
                ],
                await Task.Run(process.Lines)
            );
        }

        Assert.Equal(3, server.Requests.Count(r => r.RequestLine.StartsWith("POST", StringComparison.Ordinal)));
        Assert.All(proxy.Heads, head => Assert.DoesNotContain(KeyText, head, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-ProxyCredential $credential")]
    [InlineData("-Proxy http://127.0.0.1:9 -ProxyCredential $credential -ProxyUseDefaultCredentials")]
    [InlineData("-Proxy http://budi:s3cr3t@proxy.example.com:3128")]
    [InlineData("-Proxy ftp://budi:s3cr3t@127.0.0.1:9")]
    [InlineData("-Proxy budi:s3cr3t@127.0.0.1:99999")]
    public async Task Invalid_proxy_settings_end_the_cmdlet_without_showing_a_password(string parameters)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        foreach (var command in new[] { $"Send-KirimyMessage 081234567890 x {To}", $"Test-KirimyConnection {To}" })
        {
            var run = Run(server, $"{command} {parameters} -Verbose -Debug");
            var error = Assert.Single(run.Errors);
            Assert.Equal("INVALID_PROXY", run.ErrorIds[0]);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
            Assert.Empty(run.Output);
            Assert.DoesNotContain(
                Password,
                string.Join('\n', [.. run.Verbose, error.Exception.ToString(), error.ErrorDetails.Message]),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("", "-ProxyUseDefaultCredentials")]
    [InlineData("@{ '*:ProxyUseDefaultCredentials' = $true }", "")]
    [InlineData("@{ 'Send-*:ProxyUseDefaultCredentials' = $true; '*:Proxy' = 'http://127.0.0.1:9' }", "")]
    [InlineData(
        "@{ '*:ProxyUseDefaultCredentials' = $true }",
        "-Proxy http://127.0.0.1:9 -ProxyCredential $credential -BaseUri https://kirimy.invalid/"
    )]
    public async Task Default_credentials_without_a_proxy_are_accepted(string defaults, string parameters)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var to = parameters.Contains("-BaseUri", StringComparison.Ordinal)
            ? To.Replace("-BaseUri $uri", string.Empty, StringComparison.Ordinal)
            : To;
        var run = Run(
            server,
            (defaults.Length > 0 ? $"$PSDefaultParameterValues = {defaults}; " : string.Empty)
                + $"Send-KirimyMessage 081234567890 x {to} {parameters} -MaximumRetryCount 0 -Ledger None"
        );
        if (parameters.Contains("-BaseUri", StringComparison.Ordinal))
        {
            Assert.Equal(["NETWORK_ERROR"], run.ErrorIds);
        }
        else
        {
            Assert.Equal("Sent", run.Clean().Member(0, "Status")!.ToString());
        }
    }

    [Theory]
    [InlineData("'http://budi:s3cr3t@127.0.0.1:99999'")]
    [InlineData("@{ Password = 's3cr3t' }")]
    public async Task An_invalid_address_is_refused_without_being_shown(string proxy)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Run(server, $"Send-KirimyMessage 081234567890 x {To} -Proxy {proxy}");
        var text = run.Terminated?.Message ?? string.Concat(run.Errors.Select(e => e.ToString()));
        Assert.Contains("'Proxy'", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_refusal_is_an_error_with_a_recommended_action()
    {
        await using var proxy = new ConnectProxy { UserInfo = "budi:right" };
        var run = Session.Run(
            $"param($key) Send-KirimyMessage 081234567890 x -SessionId s -ApiKey $key -Proxy http://budi:s3cr3t@127.0.0.1:{proxy.Port} -Verbose",
            ("key", Key())
        );
        var error = Assert.Single(run.Errors);
        Assert.Equal("PROXY_AUTHENTICATION", run.ErrorIds[0]);
        Assert.Contains("-ProxyCredential", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("NotSent", Status(run, 0));
        Assert.Contains(run.Verbose, line => line.Contains($"http://127.0.0.1:{proxy.Port}", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Password,
            string.Join('\n', [.. run.Verbose, error.ToString(), error.ErrorDetails.Message, error.Exception.ToString()]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_sandbox_is_reached_in_any_environment()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await using var proxy = new ConnectProxy { Refusal = 403 };
        Environment.SetEnvironmentVariable("HTTPS_PROXY", proxy.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("HTTP_PROXY", proxy.Address.AbsoluteUri);
        try
        {
            Assert.Equal("Sent", Status(Run(server, $"Send-KirimyMessage 081234567890 x {To}").Clean(), 0));
            Assert.Empty(proxy.Heads);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTPS_PROXY", null);
            Environment.SetEnvironmentVariable("HTTP_PROXY", null);
        }
    }

    [Fact]
    public void An_invalid_proxy_variable_is_a_failed_check()
    {
        Environment.SetEnvironmentVariable("HTTPS_PROXY", "http://budi:s3cr3t@127.0.0.1:99999");
        try
        {
            var run = Session.Run("param($key) Test-KirimyConnection -SessionId s -ApiKey $key -Ledger None", ("key", Key())).Clean();
            var check = CheckLine.Of(run)[2];
            Assert.Equal(("Proxy", false, "INVALID_PROXY"), (check.Check, check.Ok, check.ErrorCode));
            Assert.Contains("$env:HTTPS_PROXY", check.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, run.AllText(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HTTPS_PROXY", null);
        }
    }

    private ScriptRun Run(ScriptedServer server, string command) =>
        Session.Run(
            "param($uri, $key, $credential) " + command,
            ("uri", server.BaseUri),
            ("key", Key()),
            ("credential", new System.Management.Automation.PSCredential("budi", new NetworkCredential("", Password).SecurePassword))
        );
}
