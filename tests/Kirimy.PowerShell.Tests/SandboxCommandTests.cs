using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>
/// The sandbox's commands. Sandboxes belong to the process, in which other tests start some too: what is asked of all of them is tried in a
/// process of its own.
/// </summary>
public sealed class SandboxCommandTests : IDisposable
{
    private const string AnyNumber = "6281234567890";

    private readonly PowerShellSession session = PowerShellSession.Open();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public void Dispose()
    {
        client.Dispose();
        session.Run("$started | Stop-KirimySandbox");
        session.Dispose();
    }

    [Fact]
    public async Task Start_gives_what_a_request_needs()
    {
        var sandbox = Start();
        var port = (int)sandbox.Properties["Port"].Value;
        Assert.Equal("Kirimy.SandboxInfo", sandbox.TypeNames[0]);
        Assert.Equal(new Uri($"http://127.0.0.1:{port}/v1/"), sandbox.Properties["BaseUri"].Value);
        Assert.Equal(new Uri($"http://127.0.0.1:{port}/"), sandbox.Properties["InboxUri"].Value);
        Assert.Equal("sandbox", sandbox.Properties["SessionId"].Value);
        Assert.Equal(["sandbox"], (IEnumerable<string>)sandbox.Properties["SessionIds"].Value);
        Assert.Equal(false, sandbox.Properties["IsDefault"].Value);
        var secret = new NetworkCredential(string.Empty, (SecureString)sandbox.Properties["ApiKey"].Value).Password;
        Assert.Equal(sandbox.Properties["ApiKeyText"].Value, secret);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(sandbox));
    }

    [Fact]
    public async Task The_count_of_messages_is_the_sandboxs_own_and_stays_when_it_has_stopped()
    {
        var sandbox = Start();
        Assert.Equal(0L, sandbox.Properties["MessageCount"].Value);
        await SendAsync(sandbox);
        await SendAsync(sandbox, session: "other");
        Assert.Equal(2L, sandbox.Properties["MessageCount"].Value);
        Run("$sandbox | Stop-KirimySandbox", sandbox).Clean();
        Assert.Equal(2L, sandbox.Properties["MessageCount"].Value);
    }

    [Theory]
    [InlineData("-SessionId a, sandbox", "a", 200, 200)]
    [InlineData("-InactiveSessionId old", "old", 409, 409)]
    [InlineData("-RequestsPerMinute 1", "sandbox", 200, 429)]
    [InlineData("-MessagesPerDay 1", "sandbox", 200, 429)]
    [InlineData("-Quota 1", "sandbox", 200, 403)]
    [InlineData("-Quota 0", "sandbox", 403, 403)]
    [InlineData("-Latency 00:00:00.01", "sandbox", 200, 200)]
    public async Task Its_parameters_are_the_sandboxs(string parameters, string sessionId, int first, int second)
    {
        var sandbox = Start(parameters);
        Assert.Equal(first, (int)await SendAsync(sandbox, session: sessionId));
        Assert.Equal(second, (int)await SendAsync(sandbox, session: sessionId));
    }

    [Fact]
    public async Task A_key_that_is_given_is_taken_and_not_shown()
    {
        var key = new NetworkCredential(string.Empty, "kunci-saya").SecurePassword;
        var sandbox = Run("param($key) Start-KirimySandbox -ApiKey $key", ("key", key)).Clean().Output[0];
        Keep(sandbox);
        Assert.Null(sandbox.Properties["ApiKeyText"].Value);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(sandbox, key: "kunci-saya"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(sandbox, key: "another"));
    }

    [Fact]
    public void A_key_that_no_header_can_carry_is_an_error()
    {
        var key = new NetworkCredential(string.Empty, "kunci saya").SecurePassword;
        var run = Run("param($key) Start-KirimySandbox -ApiKey $key", ("key", key));
        var error = Assert.Single(run.Errors);
        Assert.Equal("API_KEY_MALFORMED,Kirimy.PowerShell.Commands.StartKirimySandboxCommand", error.FullyQualifiedErrorId);
        Assert.DoesNotContain("kunci", error.ToString() + error.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_ends_the_command_with_a_way_out()
    {
        var port = (int)Start().Properties["Port"].Value;
        var run = Run("param($port) try { Start-KirimySandbox -Port $port; 'not here' } catch { $PSItem }", ("port", port));
        var error = Assert.Single(run.Clean().As<ErrorRecord>());
        Assert.Equal("SANDBOX_PORT_IN_USE", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal(port, error.TargetObject);
        Assert.Contains($"Port {port.ToString(CultureInfo.InvariantCulture)} ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Port", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Port 70000")]
    [InlineData("-SessionId @()")]
    [InlineData("-SessionId ''")]
    [InlineData("-RequestsPerMinute 0")]
    [InlineData("-MessagesPerDay 0")]
    [InlineData("-Quota -1")]
    [InlineData("-Latency ([timespan]::FromSeconds(-1))")]
    [InlineData("-Latency 01:00:00")]
    public void What_no_sandbox_can_be_is_refused_at_once(string parameters)
    {
        var run = Run($"Start-KirimySandbox {parameters}");
        Assert.Empty(run.Output);
        Assert.StartsWith("ParameterArgumentValidationError", Assert.Single(run.ErrorIds), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Start-KirimySandbox -WhatIf", "a free port of 127.0.0.1")]
    [InlineData("Start-KirimySandbox -Port 8123 -WhatIf", "port 8123 of 127.0.0.1")]
    public void WhatIf_starts_nothing(string script, string target)
    {
        Assert.Empty(Run(script).Clean().Output);
        Assert.Contains(target, session.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_stops_nothing()
    {
        var sandbox = Start();
        Run("$sandbox | Stop-KirimySandbox -WhatIf", sandbox).Clean();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(sandbox));
    }

    [Fact]
    public void Verbose_says_where_it_is_and_not_with_what_key()
    {
        var run = Run("Start-KirimySandbox -Verbose").Clean();
        Keep(run.Output[0]);
        Assert.Contains(run.Verbose, v => v.Contains(run.Output[0].Properties["BaseUri"].Value.ToString()!, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Verbose, v => v.Contains((string)run.Output[0].Properties["ApiKeyText"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void As_the_default_it_is_what_commands_of_the_session_use()
    {
        var sandbox = Start("-UseAsDefault");
        Assert.Equal(true, sandbox.Properties["IsDefault"].Value);
        Assert.Equal("Sent", Run("Send-KirimyMessage -Receive 081234567890 -Message halo").Clean().Member(0, "Status")!.ToString());
        Assert.Equal(1L, sandbox.Properties["MessageCount"].Value);
    }

    [Fact]
    public void Each_session_has_its_own_default()
    {
        const string Send = "Send-KirimyMessage -Receive 081234567890 -Message halo";
        var mine = Start("-UseAsDefault");
        using var other = PowerShellSession.Open();
        var others = other.Run("Start-KirimySandbox -UseAsDefault").Clean().Output[0];
        Keep(others);
        Run(Send).Clean();
        other.Run($"{Send}; {Send}").Clean();
        Assert.Equal((1L, 2L), (mine.Properties["MessageCount"].Value, others.Properties["MessageCount"].Value));
    }

    [Fact]
    public void The_latest_default_counts_and_stopping_it_leaves_none()
    {
        var first = Start("-UseAsDefault");
        var second = Start("-UseAsDefault");
        Assert.Equal((false, true), (first.Properties["IsDefault"].Value, second.Properties["IsDefault"].Value));
        Run("$sandbox | Stop-KirimySandbox", first).Clean();
        Assert.Equal(true, second.Properties["IsDefault"].Value);
        Run("$sandbox | Stop-KirimySandbox", second).Clean();
        Assert.Equal((false, false), (first.Properties["IsDefault"].Value, second.Properties["IsDefault"].Value));
    }

    [Fact]
    public async Task Messages_come_newest_last_and_as_they_were_received()
    {
        var sandbox = Start();
        await SendAsync(sandbox, text: "satu");
        await SendAsync(sandbox, text: "dua", session: "other");
        await SendAsync(sandbox, text: "tiga", receive: "6281398765432");
        var run = Run("$sandbox | Get-KirimySandboxMessage", sandbox).Clean();
        Assert.Equal(["satu", "dua", "tiga"], Texts(run));
        Assert.Equal("Kirimy.SandboxMessage", run.Output[0].TypeNames[0]);
        Assert.Equal(
            ("Delivered", "NotDelivered", "SESSION_NOT_FOUND", 404, AnyNumber, "other"),
            (
                run.Member(0, "Status")!.ToString(),
                run.Member(1, "Status")!.ToString(),
                run.Member(1, "ErrorCode"),
                run.Member(1, "HttpStatus"),
                run.Member(1, "Receive"),
                run.Member(1, "SessionId")
            )
        );
    }

    [Theory]
    [InlineData("-Receive 6281234567891", "1 2")]
    [InlineData("-Receive *892, *890", "0 3")]
    [InlineData("-Receive *9", "")]
    [InlineData("-Status Delivered", "0 1 3")]
    [InlineData("-Status NotDelivered", "2")]
    [InlineData("-First 1", "0")]
    [InlineData("-Last 1", "3")]
    [InlineData("-First 1 -Last 1", "0 3")]
    [InlineData("-First 3 -Last 3", "0 1 2 3")]
    [InlineData("-First 9", "0 1 2 3")]
    [InlineData("-Receive *891 -Last 1", "2")]
    public async Task Messages_are_chosen(string parameters, string expected)
    {
        var sandbox = Start();
        await SendAsync(sandbox, text: "0", receive: "6281234567890");
        await SendAsync(sandbox, text: "1", receive: "6281234567891");
        await SendAsync(sandbox, text: "2", receive: "6281234567891", session: "other");
        await SendAsync(sandbox, text: "3", receive: "6281234567892");
        Assert.Equal(expected, string.Join(' ', Texts(Run($"$sandbox | Get-KirimySandboxMessage {parameters}", sandbox).Clean())));
    }

    [Fact]
    public async Task Several_sandboxes_give_one_list_by_time()
    {
        var first = Start();
        var second = Start();
        foreach (var (sandbox, text) in new[] { (first, "1"), (second, "2"), (first, "3"), (second, "4") })
        {
            await SendAsync(sandbox, text: text);
        }

        PSObject[] both = [second, first];
        Assert.Equal(["1", "2", "3", "4"], Texts(Run("param($both) $both | Get-KirimySandboxMessage", ("both", both)).Clean()));
        Assert.Equal(["4"], Texts(Run("param($both) Get-KirimySandboxMessage -InputObject $both -Last 1", ("both", both)).Clean()));
        var ports = "param($both) Get-KirimySandboxMessage $both[0].Port, $both[1].Port, $both[0].Port";
        Assert.Equal(["1", "2", "3", "4"], Texts(Run(ports, ("both", both)).Clean()));
    }

    [Fact]
    public void A_sandbox_that_has_stopped_has_no_messages_and_stops_again_without_harm()
    {
        var sandbox = Start();
        Run("$sandbox | Stop-KirimySandbox; $sandbox | Stop-KirimySandbox", sandbox).Clean();
        var run = Run("$sandbox | Get-KirimySandboxMessage", sandbox);
        var error = Assert.Single(run.Errors);
        Assert.Null(run.Terminated);
        Assert.Equal("SANDBOX_NOT_RUNNING", Assert.Single(run.ErrorIds));
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Same(sandbox.BaseObject, error.TargetObject);
    }

    [Theory]
    [InlineData("Stop-KirimySandbox")]
    [InlineData("Get-KirimySandboxMessage")]
    public async Task A_port_without_a_sandbox_is_an_error_and_the_others_are_served(string command)
    {
        var sandbox = Start();
        await SendAsync(sandbox);
        var run = Run($"{command} -Port 1, $sandbox.Port", sandbox);
        Assert.Equal("SANDBOX_NOT_RUNNING", Assert.Single(run.ErrorIds));
        Assert.Equal(1, run.Errors[0].TargetObject);
        Assert.Equal(command == "Stop-KirimySandbox" ? 0 : 1, run.Output.Count);
    }

    [Fact]
    public void A_sandbox_outlives_the_session_that_started_it_and_others_see_it()
    {
        PSObject sandbox;
        using (var other = PowerShellSession.Open())
        {
            sandbox = other.Run("Start-KirimySandbox -UseAsDefault").Clean().Output[0];
        }

        Keep(sandbox);
        var found = Run("param($id) Get-KirimySandbox | Where-Object Id -EQ $id", ("id", sandbox.Properties["Id"].Value)).Clean();
        Assert.Same(sandbox.BaseObject, Assert.Single(found.Output).BaseObject);
    }

    [Fact]
    public void What_the_table_of_magic_recipients_says_is_how_a_message_ends()
    {
        // Without those whose answers, or the waits they ask for, take real time.
        const string Slow = "Hang SlowAnswer TooManyRequestsOnce ServiceUnavailableOnce";
        var sandbox = Start("-UseAsDefault -RequestsPerMinute 1000");
        var recipients = Run("$sandbox.MagicRecipients", sandbox).Clean().Output;
        Assert.InRange(recipients.Count, 35, 60);
        foreach (var recipient in recipients.Where(r => !Slow.Split(' ').Contains((string)r.Properties["Name"].Value)))
        {
            var run = Run(
                "param($number) Send-KirimyMessage -Receive $number -Message x -MaximumRetryCount 0 -ErrorAction SilentlyContinue",
                ("number", recipient.Properties["Number"].Value)
            );
            Assert.Equal(
                (recipient.Properties["Name"].Value, recipient.Properties["Status"].Value, recipient.Properties["ErrorCode"].Value),
                (recipient.Properties["Name"].Value, run.Member(0, "Status"), run.Member(0, "ErrorCode"))
            );
        }
    }

    [Fact]
    public void Without_a_sandbox_there_is_nothing_to_get_and_nothing_is_loaded()
    {
        using var child = FreshProcess.Start(
            $"Import-Module '{BuiltModule.ManifestPath}'; @(Get-KirimySandbox).Count; Stop-KirimySandbox; "
                + "Get-KirimySandboxMessage -ErrorAction SilentlyContinue -ErrorVariable problem; $problem.FullyQualifiedErrorId; "
                + "Remove-Module Kirimy; @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'Kirimy.Sandbox', 'Kirimy.Client' }).Count"
        );
        Assert.Equal(["0", "SANDBOX_NOT_RUNNING,Kirimy.PowerShell.Commands.GetKirimySandboxMessageCommand", "0"], child.Lines());
    }

    [Fact]
    public void Stop_without_more_stops_all_and_an_empty_pipeline_none()
    {
        using var child = FreshProcess.Start(
            $"Import-Module '{BuiltModule.ManifestPath}'; $null = Start-KirimySandbox; $null = Start-KirimySandbox; "
                + "@() | Stop-KirimySandbox; Get-KirimySandbox | Where-Object Port -EQ 1 | Stop-KirimySandbox; @(Get-KirimySandbox).Count; "
                + "(Get-KirimySandbox).Id -join ' '; Stop-KirimySandbox; @(Get-KirimySandbox).Count"
        );
        Assert.Equal(["2", "1 2", "0"], child.Lines());
    }

    [Fact]
    public void Sandboxes_stop_with_the_module_and_with_its_last_import_only()
    {
        using var child = FreshProcess.Start(
            "function Test-Port($port) { $c = [Net.Sockets.TcpClient]::new(); try { $c.Connect('127.0.0.1', $port); $true } catch { $false } finally { $c.Dispose() } }; "
                + $"$path = '{BuiltModule.ManifestPath}'; Import-Module $path; "
                + "$space = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2()); $space.Open(); $other = [powershell]::Create(); $other.Runspace = $space; $null = $other.AddScript(\"Import-Module '$path'\").Invoke(); "
                + "$sandbox = Start-KirimySandbox -UseAsDefault; $port = $sandbox.Port; Test-Port $port; "
                + "$other.Commands.Clear(); $null = $other.AddScript('Remove-Module Kirimy').Invoke(); Test-Port $port; "
                + "$sandbox.IsDefault; Remove-Module Kirimy; Test-Port $port; $sandbox.IsDefault; "
                + "Import-Module $path; @(Get-KirimySandbox).Count; (Start-KirimySandbox -Port $port).Port -eq $port; "
                + "Import-Module $path -Force; Test-Port $port"
        );
        Assert.Equal(["True", "True", "True", "False", "False", "0", "True", "False"], child.Lines());
    }

    private static IEnumerable<string?> Texts(ScriptRun run) => run.Output.Select(o => (string?)o.Properties["Message"].Value);

    private PSObject Start(string parameters = "")
    {
        var sandbox = Assert.Single(Run($"Start-KirimySandbox {parameters}").Clean().Output);
        Keep(sandbox);
        return sandbox;
    }

    /// <summary>Has it stopped when the test is over.</summary>
    private void Keep(PSObject sandbox) => Run("param($one) $global:started = @($global:started) + $one", ("one", sandbox)).Clean();

    private ScriptRun Run(string script, params (string Name, object? Value)[] parameters) => session.Run(script, parameters);

    private ScriptRun Run(string script, PSObject sandbox) => session.Run("param($sandbox) " + script, ("sandbox", sandbox));

    private async Task<HttpStatusCode> SendAsync(
        PSObject sandbox,
        string text = "halo",
        string receive = AnyNumber,
        string session = "sandbox",
        string? key = null
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(session), "session_id" },
            { new StringContent(receive), "receive" },
            { new StringContent(text), "message" },
        };
        var uri = new Uri((Uri)sandbox.Properties["BaseUri"].Value, "send-message");
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = form };
        request.Headers.Add("api-key", key ?? (string)sandbox.Properties["ApiKeyText"].Value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
