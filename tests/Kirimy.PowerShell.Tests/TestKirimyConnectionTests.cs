using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the checklist against a scripted server.</summary>
public sealed class TestKirimyConnectionTests : SendKirimyMessageTestBase
{
    private const string All = "Name- Tcp+ Proxy- Tls- Http+ Clock+ ApiKey+ Session+ Ledger+ Quota+ Quota+";

    [Fact]
    public async Task A_healthy_machine_passes_and_no_API_key_is_sent()
    {
        await using var server = Server();
        var run = Send(server, $"Test-KirimyConnection {To}").Clean();
        Assert.Equal(All, Shape(run));
        Assert.All(CheckLine.Of(run), c => Assert.Null(c.ErrorCode));
        var request = Assert.Single(server.Requests);
        Assert.Equal("HEAD /v1/ HTTP/1.1", request.RequestLine);
        Assert.Null(request.Header("api-key"));
        Assert.DoesNotContain(KeyText, run.AllText(), StringComparison.Ordinal);
        Assert.Matches("^Fingerprint [0-9a-f]{12}, from -ApiKey\\.$", CheckLine.Of(run)[6].Detail);
        Assert.Equal("s (from -SessionId).", CheckLine.Of(run)[7].Detail);
    }

    [Fact]
    public async Task Missing_settings_are_reported_without_an_error()
    {
        await using var server = Server();
        var run = Send(server, "Test-KirimyConnection -BaseUri $uri -ApiKey $key -Ledger None").Clean();
        Assert.Equal("Name- Tcp+ Proxy- Tls- Http+ Clock+ ApiKey+ Session! Ledger- Quota-", Shape(run));
        Assert.Equal("SESSION_ID_MISSING", CheckLine.Of(run)[7].ErrorCode);
        Assert.NotNull(CheckLine.Of(run)[7].Advice);
    }

    [Fact]
    public async Task One_problem_does_not_hide_another()
    {
        var server = Server();
        var uri = server.BaseUri;
        await server.DisposeAsync();
        using var folder = new TemporaryFolder();
        var ledger = Path.Combine(folder.Path, "ledger.db");
        await File.WriteAllTextAsync(ledger, new string('x', 5000), TestContext.Current.CancellationToken);
        var run = Session
            .Run(
                "param($uri, $key, $ledger) Test-KirimyConnection -BaseUri $uri -ApiKey $key -Ledger $ledger",
                ("uri", uri),
                ("key", Key()),
                ("ledger", ledger)
            )
            .Clean();
        Assert.Equal("Name- Tcp! Proxy- Tls- Http- Clock- ApiKey+ Session! Ledger! Quota-", Shape(run));
    }

    [Fact]
    public async Task Quiet_returns_a_Boolean()
    {
        await using var server = Server();
        Assert.Equal([true], Send(server, $"Test-KirimyConnection {To} -Quiet").Clean().As<bool>());
        Assert.Equal([false], Send(server, "Test-KirimyConnection -BaseUri $uri -ApiKey $key -Quiet").Clean().As<bool>());
    }

    [Fact]
    public async Task The_message_check_shows_the_state_of_its_session()
    {
        await using var server = Server();
        var run = Send(server, $"Test-KirimyConnection {To} -Recipient 0812-3456-7890").Clean();
        Assert.Equal(All + " Message+", Shape(run));
        Assert.Contains("'s' is connected", CheckLine.Of(run)[^1].Detail, StringComparison.Ordinal);
        var sent = server.Requests.Single(r => r.RequestLine.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal(("6281234567890", "s", KeyText), (sent.Recipient, sent.SessionId, sent.Header("api-key")));
        Assert.StartsWith("Kirimy: ", sent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inactive_session_without_failover_is_not_an_error()
    {
        await using var server = Server(Answer.Refused("SESSION_INACTIVE"));
        var run = Send(server, "Test-KirimyConnection -BaseUri $uri -ApiKey $key -SessionId s, t -Recipient 081234567890 -Message halo")
            .Clean();
        var check = CheckLine.Of(run)[^1];
        Assert.Equal(("Message", false, "SESSION_INACTIVE"), (check.Check, check.Ok, check.ErrorCode));
        Assert.NotNull(check.Advice);
        Assert.Equal("halo", server.Requests.Single(r => r.RequestLine.StartsWith("POST", StringComparison.Ordinal)).Message);
    }

    [Theory]
    [InlineData("-BaseUri $uri -ApiKey $key -Recipient 081234567890", false)]
    [InlineData(To + " -Recipient 081234567890 -WhatIf", true)]
    public async Task No_message_is_sent_after_a_failure_or_with_WhatIf(string arguments, bool isOk)
    {
        await using var server = Server();
        var run = Send(server, $"Test-KirimyConnection {arguments}").Clean();
        var checks = CheckLine.Of(run);
        Assert.Equal(("Message", (bool?)null), (checks[^1].Check, checks[^1].Ok));
        Assert.Equal(isOk, checks.All(c => c.Ok != false));
        Assert.Equal("HEAD", Assert.Single(server.Requests).RequestLine.Split(' ')[0]);
    }

    [Fact]
    public async Task No_message_is_sent_to_an_invalid_number()
    {
        await using var server = Server();
        var check = CheckLine.Of(Send(server, $"Test-KirimyConnection {To} -Recipient 6.28E12").Clean())[^1];
        Assert.Equal((false, "INVALID_PHONE_NUMBER"), (check.Ok, check.ErrorCode));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_report_is_one_string_without_secrets()
    {
        await using var server = Server();
        var run = Send(server, $"Test-KirimyConnection {To} -Recipient 0812-3456-7890 -AsReport").Clean();
        var report = Assert.Single(run.As<string>());
        Assert.Contains("Kirimy connection report", report, StringComparison.Ordinal);
        Assert.Contains(Environment.Version.ToString(), report, StringComparison.Ordinal);
        Assert.Contains("[ ok]  Message", report, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyText, report, StringComparison.Ordinal);
        Assert.DoesNotContain("34567890", report, StringComparison.Ordinal);
        Assert.DoesNotContain("3456-7890", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checks_stop_with_the_pipeline()
    {
        var run = Session.Run(
            "param($key) do { Test-KirimyConnection -BaseUri https://kirimy.invalid/ -ApiKey $key | ForEach-Object { $_; break } } while ($false)",
            ("key", Key())
        );
        Assert.Equal("Name!", Shape(run));
    }

    private static ScriptedServer Server(Answer? answer = null) =>
        new(
            (request, _) =>
                request.RequestLine.StartsWith("POST", StringComparison.Ordinal)
                    ? answer ?? Answer.Sent()
                    : Answer.Http(404, "text/plain", [], "Date: " + DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture))
        );

    private static string Shape(ScriptRun run) =>
        string.Join(
            ' ',
            CheckLine
                .Of(run)
                .Select(c =>
                    c.Check
                    + (
                        c.Ok is null ? "-"
                        : c.Ok.Value ? "+"
                        : "!"
                    )
                )
        );
}
