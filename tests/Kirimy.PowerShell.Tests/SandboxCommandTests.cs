using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the cmdlets that start, stop and return sandboxes.</summary>
public sealed class SandboxCommandTests : SandboxCommandTestBase
{
    [Fact]
    public async Task Start_returns_all_values_that_a_request_needs()
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

    [Theory]
    [InlineData("-SessionId a, sandbox", "a", 200, 200)]
    [InlineData("-InactiveSessionId old", "old", 409, 409)]
    [InlineData("-RequestsPerMinute 1", "sandbox", 200, 429)]
    [InlineData("-MessagesPerDay 1", "sandbox", 200, 429)]
    [InlineData("-Quota 1", "sandbox", 200, 403)]
    [InlineData("-Quota 0", "sandbox", 403, 403)]
    [InlineData("-Latency 00:00:00.01", "sandbox", 200, 200)]
    public async Task Parameters_configure_the_sandbox(string parameters, string sessionId, int first, int second)
    {
        var sandbox = Start(parameters);
        Assert.Equal(first, (int)await SendAsync(sandbox, session: sessionId));
        Assert.Equal(second, (int)await SendAsync(sandbox, session: sessionId));
    }

    [Fact]
    public async Task A_specified_API_key_is_used_and_not_shown()
    {
        var key = new NetworkCredential(string.Empty, "kunci-saya").SecurePassword;
        var sandbox = Run("param($key) Start-KirimySandbox -ApiKey $key", ("key", key)).Clean().Output[0];
        Keep(sandbox);
        Assert.Null(sandbox.Properties["ApiKeyText"].Value);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(sandbox, key: "kunci-saya"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(sandbox, key: "another"));
    }

    [Fact]
    public void An_API_key_that_is_not_valid_in_a_header_is_an_error()
    {
        var key = new NetworkCredential(string.Empty, "kunci saya").SecurePassword;
        var run = Run("param($key) Start-KirimySandbox -ApiKey $key", ("key", key));
        var error = Assert.Single(run.Errors);
        Assert.Equal("API_KEY_MALFORMED,Kirimy.PowerShell.Commands.StartKirimySandboxCommand", error.FullyQualifiedErrorId);
        Assert.DoesNotContain("kunci", error.ToString() + error.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_ends_the_cmdlet_with_a_recommended_action()
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
    public void An_invalid_sandbox_setting_is_refused_immediately(string parameters)
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
        Assert.Contains(target, Session.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_stops_nothing()
    {
        var sandbox = Start();
        Run("$sandbox | Stop-KirimySandbox -WhatIf", sandbox).Clean();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(sandbox));
    }

    [Fact]
    public void Verbose_shows_the_address_and_not_the_API_key()
    {
        var run = Run("Start-KirimySandbox -Verbose").Clean();
        Keep(run.Output[0]);
        Assert.Contains(run.Verbose, v => v.Contains(run.Output[0].Properties["BaseUri"].Value.ToString()!, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Verbose, v => v.Contains((string)run.Output[0].Properties["ApiKeyText"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Cmdlets_of_the_PowerShell_session_use_the_default_sandbox()
    {
        var sandbox = Start("-UseAsDefault");
        Assert.Equal(true, sandbox.Properties["IsDefault"].Value);
        Assert.Equal("Sent", Run("Send-KirimyMessage -Recipient 081234567890 -Message halo").Clean().Member(0, "Status")!.ToString());
        Assert.Equal(1L, sandbox.Properties["MessageCount"].Value);
    }

    [Fact]
    public void Each_PowerShell_session_has_its_own_default_sandbox()
    {
        const string Send = "Send-KirimyMessage -Recipient 081234567890 -Message halo";
        var mine = Start("-UseAsDefault");
        using var other = PowerShellSession.Open();
        var others = other.Run("Start-KirimySandbox -UseAsDefault").Clean().Output[0];
        Keep(others);
        Run(Send).Clean();
        other.Run($"{Send}; {Send}").Clean();
        Assert.Equal((1L, 2L), (mine.Properties["MessageCount"].Value, others.Properties["MessageCount"].Value));
    }

    [Fact]
    public void The_latest_sandbox_is_the_default_until_it_stops()
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
    public void A_sandbox_outlives_its_session_and_is_visible_to_others()
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
    public void Get_returns_nothing_and_loads_nothing_without_a_sandbox()
    {
        using var child = FreshProcess.Start(
            $"Import-Module '{BuiltModule.ManifestPath}'; @(Get-KirimySandbox).Count; Stop-KirimySandbox; "
                + "Get-KirimySandboxMessage -ErrorAction SilentlyContinue -ErrorVariable problem; $problem.FullyQualifiedErrorId; "
                + "Remove-Module Kirimy; @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'Kirimy.Sandbox', 'Kirimy.Client' }).Count"
        );
        Assert.Equal(["0", "SANDBOX_NOT_RUNNING,Kirimy.PowerShell.Commands.GetKirimySandboxMessageCommand", "0"], child.Lines());
    }

    [Fact]
    public void Stop_without_parameters_stops_all_and_an_empty_pipeline_none()
    {
        using var child = FreshProcess.Start(
            $"Import-Module '{BuiltModule.ManifestPath}'; $null = Start-KirimySandbox; $null = Start-KirimySandbox; "
                + "@() | Stop-KirimySandbox; Get-KirimySandbox | Where-Object Port -EQ 1 | Stop-KirimySandbox; @(Get-KirimySandbox).Count; "
                + "(Get-KirimySandbox).Id -join ' '; Stop-KirimySandbox; @(Get-KirimySandbox).Count"
        );
        Assert.Equal(["2", "1 2", "0"], child.Lines());
    }

    [Fact]
    public void Sandboxes_stop_with_the_module_of_the_session_that_started_them()
    {
        using var child = FreshProcess.Start(
            "function Test-Port($port) { $c = [Net.Sockets.TcpClient]::new(); try { $c.Connect('127.0.0.1', $port); $true } catch { $false } finally { $c.Dispose() } }; "
                + $"$path = '{BuiltModule.ManifestPath}'; Import-Module $path; "
                + "$space = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2()); $space.Open(); $other = [powershell]::Create(); $other.Runspace = $space; $null = $other.AddScript(\"Import-Module '$path'\").Invoke(); "
                + "$sandbox = Start-KirimySandbox -UseAsDefault; $port = $sandbox.Port; Test-Port $port; "
                + "$other.Commands.Clear(); $null = $other.AddScript(\"Remove-Module Kirimy; Import-Module '$path'\").Invoke(); Test-Port $port; "
                + "$sandbox.IsDefault; Remove-Module Kirimy; Test-Port $port; $sandbox.IsDefault; "
                + "Import-Module $path; @(Get-KirimySandbox).Count; (Start-KirimySandbox -Port $port).Port -eq $port; "
                + "Import-Module $path -Force; Test-Port $port"
        );
        Assert.Equal(["True", "True", "True", "False", "False", "0", "True", "False"], child.Lines());
    }
}
