using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the precedence of settings: parameter, sandbox, environment, profile, default.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class EffectiveSettingsTests : IDisposable
{
    private const string KeyText = "b22d5cc2a561ce890269f782d3321858bf5f6e8d26418cbd903e801d7f08fee2";
    private readonly ProfileSession user = new();

    public void Dispose() => user.Dispose();

    [Fact]
    public void The_defaults_apply_without_other_settings()
    {
        Assert.Equal("https://api-client.kirimy.id/v1/ Default", user.Effective("BaseUri"));
        Assert.Equal(" Default", user.Effective("Profile"));
        Assert.Equal("100 Default", user.Effective("RequestsPerMinute"));
        Assert.Equal("Asia/Jakarta Default", user.Effective("DayTimeZone"));
        Assert.Equal("KirimyApiKey Default", user.Effective("SecretName"));
        Assert.False(System.IO.File.Exists(user.File));
    }

    [Fact]
    public void The_first_source_that_specifies_a_profile_selects_it()
    {
        user.Run("'a', 'b', 'c' | ForEach-Object { Set-KirimyProfile $_ -SessionId \"s$_\" }").Clean();
        Assert.Equal(" Default", user.Effective("Profile"));
        user.Run("Set-KirimyProfile a -Default").Clean();
        Assert.Equal("a Profile", user.Effective("Profile"));
        Set("PROFILE", "b");
        Assert.Equal("b Environment", user.Effective("Profile"));
        Assert.Equal("sb Profile", user.Effective("SessionId"));
        Assert.Equal("c Parameter", user.Effective("Profile", "-Name C"));
        Assert.Equal("sc Profile", user.Effective("SessionId", "-Name C"));
        Set("PROFILE", "nope");
        Assert.StartsWith(
            "$env:KIRIMY_PROFILE specifies the profile 'nope'",
            user.Run("Get-KirimyProfile -Effective").Errors[0].Exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_environment_takes_precedence_over_the_profile_and_the_sandbox_over_both()
    {
        user.Run(
                "Set-KirimyProfile a -SessionId sa -BaseUri https://profile.example/ -SecretName k -RequestsPerMinute 7 -Ledger None -Default"
            )
            .Clean();
        Assert.Equal("https://profile.example/ Profile", user.Effective("BaseUri"));
        Assert.Equal("None Profile", user.Effective("Ledger"));
        Set("BASE_URI", " https://environment.example/x ");
        Set("SESSION_ID", " e1 ,, e2");
        Set("LEDGER", "redis://u:hunter2@ledger.example");
        Assert.Equal("https://environment.example/x/ Environment", user.Effective("BaseUri"));
        Assert.Equal("e1,e2 Environment", user.Effective("SessionId"));
        Assert.Contains(" Environment", user.Effective("Ledger"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", user.Run("Get-KirimyProfile -Effective").AllText(), StringComparison.Ordinal);
        var sandbox = user.Run("Start-KirimySandbox -UseAsDefault").Clean();
        Assert.Equal($"{sandbox.Member(0, "BaseUri")} Sandbox", user.Effective("BaseUri"));
        Assert.Equal("sandbox Sandbox", user.Effective("SessionId"));
        Assert.Equal(" Sandbox", user.Effective("SecretName"));
        Assert.Equal("7 Profile", user.Effective("RequestsPerMinute"));
        user.Run("Stop-KirimySandbox").Clean();
        Assert.Equal("https://environment.example/x/ Environment", user.Effective("BaseUri"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_variable_counts_as_unset(string value)
    {
        Set("PROFILE", value);
        Set("BASE_URI", value);
        Set("SESSION_ID", value);
        Assert.Equal("https://api-client.kirimy.id/v1/ Default", user.Effective("BaseUri"));
        Assert.Equal(" Default", user.Effective("SessionId"));
    }

    [Theory]
    [InlineData("BASE_URI", "http://example.com", "INVALID_BASE_URI")]
    [InlineData("BASE_URI", "example", "INVALID_BASE_URI")]
    [InlineData("LEDGER", "mysql://x", "INVALID_LEDGER")]
    public void An_invalid_variable_is_reported_by_name(string variable, string value, string code)
    {
        Set(variable, value);
        var error = user.Run("Get-KirimyProfile -Effective").Errors[0];
        Assert.StartsWith(code, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"$env:KIRIMY_{variable}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_with_the_settings_of_the_profile()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        var run = user.Run(
                """
                param($uri, $ledger)
                Set-KirimyProfile mine -BaseUri $uri -SessionId front, back -DefaultRegion SG -KeepText $true -Ledger $ledger
                Send-KirimyMessage 081234567890 halo -Profile mine -DefaultRegion ID -BatchId b
                Get-KirimyDelivery -Profile mine
                (Get-KirimyQuota -Profile mine -MessagesPerDay 5).RemainingToday
                Test-KirimyNumber 81234567 -Profile mine
                """,
                ("uri", server.BaseUri),
                ("ledger", Path.Combine(user.Folder, "mine.db"))
            )
            .Clean();
        Assert.Equal("front", Assert.Single(server.Requests).SessionId);
        Assert.Equal("halo", run.Member(1, "Message"));
        Assert.Equal(4, run.Output[2].BaseObject);
        Assert.Equal("+6581234567", run.Member(3, "E164"));
        Assert.True(System.IO.File.Exists(Path.Combine(user.Folder, "mine.db")));
    }

    [Fact]
    public async Task Parameters_take_precedence_over_environment_and_profile()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        Set("BASE_URI", "https://environment.invalid/");
        Set("SESSION_ID", "environment");
        user.Run(
                "param($uri) Set-KirimyProfile p -SessionId profile -KeepText $true -Ledger None -Interval 1h -Default; "
                    + "1..2 | ForEach-Object { Send-KirimyMessage 081234567890 halo -BaseUri $uri -SessionId parameter -Interval 0 -KeepText:$false }",
                ("uri", server.BaseUri)
            )
            .Clean();
        Assert.Equal(["parameter", "parameter"], server.Requests.Select(r => r.SessionId));
    }

    [Fact]
    public async Task The_session_of_a_row_takes_precedence_over_the_environment()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        Set("SESSION_ID", "environment");
        user.Run(
                "param($uri) [pscustomobject]@{ wa = '081234567890'; session_id = 'row' }, [pscustomobject]@{ wa = '081234567891' } | "
                    + "Send-KirimyMessage -Message x -BaseUri $uri -Ledger None",
                ("uri", server.BaseUri)
            )
            .Clean();
        Assert.Equal(["environment", "row"], server.Requests.Select(r => r.SessionId).Order());
    }

    [Fact]
    public async Task A_default_sandbox_takes_precedence_over_environment_and_profile()
    {
        await using var real = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        Set("BASE_URI", real.BaseUri.ToString());
        Set("SESSION_ID", "real");
        var run = user.Run(
                """
                param($uri)
                Set-KirimyProfile p -SessionId real -BaseUri $uri -Ledger None -Default
                $null = Start-KirimySandbox -UseAsDefault
                Send-KirimyMessage 081234567890 x
                Send-KirimyMessage 081234567890 x -Profile p
                """,
                ("uri", real.BaseUri)
            )
            .Clean();
        Assert.All(run.Output, o => Assert.Equal("sandbox", o.Properties["SessionId"].Value));
        Assert.Empty(real.Requests);
    }

    [Fact]
    public async Task Another_base_address_uses_no_setting_of_the_sandbox()
    {
        await using var real = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        Set("SESSION_ID", "real");
        user.Run(
                "param($uri) $null = Start-KirimySandbox -UseAsDefault; Send-KirimyMessage 081234567890 x -BaseUri $uri -Ledger None",
                ("uri", real.BaseUri)
            )
            .Clean();
        var request = Assert.Single(real.Requests);
        Assert.Equal(("real", KeyText), (request.SessionId, request.Header("api-key")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Profile p")]
    public void A_PowerShell_session_next_to_a_default_sandbox_sends_nothing_to_the_real_service(string arguments)
    {
        Set("API_KEY", KeyText);
        user.Run(
                "Set-KirimyProfile p -SessionId real -BaseUri https://real.invalid/ -Ledger None; $null = Start-KirimySandbox -UseAsDefault"
            )
            .Clean();
        using var inner = PowerShellSession.Open();
        var run = inner.Run("Send-KirimyMessage 081234567890 x -SessionId s -Ledger None -MaximumRetryCount 0" + arguments);
        Assert.Equal(["SANDBOX_NOT_INHERITED"], run.ErrorIds);
        Assert.Empty(run.Output);
        Assert.Equal(
            ["SANDBOX_NOT_INHERITED"],
            inner.Run("Test-KirimyConnection -SessionId s -Recipient 081234567890 -Ledger None -TimeoutSec 1" + arguments).ErrorIds
        );
        Assert.Equal(
            "SANDBOX_NOT_INHERITED",
            inner.Run("Send-KirimyBuildNotification 081234567890 Failed -SessionId s -Ledger None" + arguments).Member(0, "ErrorCode")
        );

        // The base address identifies the sandbox, even after the sandbox has stopped.
        var named = inner.Run(
            "Send-KirimyMessage 081234567890 x -SessionId s -Ledger None -MaximumRetryCount 0 -BaseUri https://real.invalid/"
        );
        Assert.Equal(["NETWORK_ERROR"], named.ErrorIds);
        user.Run("Stop-KirimySandbox").Clean();
        var after = inner.Run("Send-KirimyMessage 081234567890 x -SessionId s -Ledger None -MaximumRetryCount 0 -Profile p");
        Assert.Equal(["NETWORK_ERROR"], after.ErrorIds);
    }

    [Fact]
    public async Task Build_notifications_use_the_region_of_the_profile()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        var run = user.Run(
                """
                param($uri)
                Set-KirimyProfile p -SessionId s -BaseUri $uri -DefaultRegion SG -Ledger None -Default
                Send-KirimyBuildNotification 81234567 Failed
                """,
                ("uri", server.BaseUri)
            )
            .Clean();
        Assert.Contains("+6581234567", (string?)run.Member(0, "ErrorMessage"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_profile_ends_the_cmdlet_before_sending()
    {
        var run = user.Run("Send-KirimyMessage 081234567890 x -Profile nope");
        Assert.StartsWith("PROFILE_NOT_FOUND", run.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_region_is_an_error_that_names_its_profile()
    {
        user.Write("""{ "profiles": { "p": { "defaultRegion": "XX" } } }""");
        var run = user.Run("Send-KirimyMessage 081234567890 x -Profile p");
        Assert.Contains("profile 'p': defaultRegion: 'XX'", run.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daily_limit_resets_as_the_profile_specifies()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Set("API_KEY", KeyText);
        var run = user.Run(
                """
                param($uri, $ledger)
                Set-KirimyProfile p -BaseUri $uri -SessionId s -Ledger $ledger -DayTimeZone +05:30 -DayStart 06:15 -MessagesPerDay 1 -Default
                Send-KirimyMessage 081234567890 x
                Send-KirimyMessage 081234567891 x -ErrorAction Ignore
                (Get-KirimyQuota).ResetsAt.UtcDateTime.TimeOfDay
                """,
                ("uri", server.BaseUri),
                ("ledger", Path.Combine(user.Folder, "l.db"))
            )
            .Clean();
        Assert.Equal("DAILY_LIMIT", run.Member(1, "ErrorCode"));
        Assert.Equal(new TimeSpan(0, 45, 0), run.Output[2].BaseObject);
    }

    private static void Set(string name, string? value) => Environment.SetEnvironmentVariable("KIRIMY_" + name, value);
}
