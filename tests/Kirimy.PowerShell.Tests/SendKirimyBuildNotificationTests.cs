using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests build notifications: their content, and that a failed notification doesn't fail the build.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class SendKirimyBuildNotificationTests : BuildNotificationTestBase
{
    private const string Command = $"Send-KirimyBuildNotification 0812-3456-7890 {To}";

    [Theory]
    [InlineData(
        "github-actions",
        "-Status failure",
        "❌ Build failed: toko-budi/shop\nBranch: feature/checkout\nCommit: 9fceb02d\nBy: budi-santoso"
    )]
    [InlineData(
        "gitlab-ci",
        "",
        "❌ Build failed: toko-budi/shop\nBranch: main\nCommit: 9fceb02d\nBy: Siti Rahma\nStage: test / unit\nDuration: "
    )]
    [InlineData("azure-pipelines", "", "❌ Build failed: toko-budi/shop\nBranch: feature/checkout\nCommit: 9fceb02d\nBy: Siti Rahma")]
    [InlineData(
        "jenkins",
        "-Status UNSTABLE",
        "⚠️ Build finished with problems: toko-budi/shop\nBranch: main\nCommit: 9fceb02d\nStage: shop/main"
    )]
    [InlineData("bitbucket-pipelines", "", "❌ Build failed: toko-budi/shop\nBranch: main\nCommit: 9fceb02d\nStage: production")]
    [InlineData("circleci", "-Status Succeeded", "✅ Build succeeded: toko-budi/shop\nBranch: main\nCommit: 9fceb02d\nBy: siti-rahma")]
    [InlineData("teamcity", "-Status Failed", "❌ Build failed: Shop\nCommit: 9fceb02d\nStage: Shop / Unit tests")]
    [InlineData("appveyor", "-Status Cancelled", "🚫 Build canceled: toko-budi/shop\nBranch: main\nCommit: 9fceb02d\nBy: Siti Rahma")]
    public async Task A_build_is_described_by_the_variables_of_its_CI_system(string system, string arguments, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Enter(system);
        var run = Send(server, $"{Command} {arguments}").Clean();
        Assert.Equal("Sent", Status(run, 0));
        Assert.StartsWith(text, Assert.Single(server.Requests).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_recipient_gets_the_same_text_in_the_specified_language()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(
            server,
            $"Send-KirimyBuildNotification 081234567890, 081398765432 -Status Succeeded -StartTime 00:00:07.5 -Language id {To}"
        );
        Assert.Equal(2, run.Clean().Output.Count);
        Assert.Equal(["6281234567890", "6281398765432"], server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal));
        Assert.All(server.Requests, r => Assert.Matches("^✅ Build berhasil\nDurasi: [78] dtk$", r.Message));
    }

    [Fact]
    public async Task A_template_and_variables_customize_the_text()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Enter("jenkins");
        Send(server, $$$"""{{{Command}}} ABORTED -Template '{{mark}} {{repository}} {{version}} {{author}}' -Variable @{ version = 1.5 }""")
            .Clean();
        Assert.Equal("🚫 toko-budi/shop 1.5 ", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public async Task No_secret_is_sent()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Enter("gitlab-ci");
        Send(
                server,
                $$$"""{{{Command}}} -Template "$env:CI_REPOSITORY_URL $env:CI_JOB_TOKEN {{own}}" -Variable @{ own = 'x{{{KeyText}}}y' }"""
            )
            .Clean();
        Assert.Equal("https://[MASKED]@gitlab.com/toko-budi/shop.git [MASKED] x[MASKED]y", Assert.Single(server.Requests).Message);
    }

    [Theory]
    [InlineData(
        "github-actions",
        "-Status Failed",
        "MESSAGE_REFUSED",
        "::warning title=Kirimy::The build notification to …7890 wasn't sent: "
    )]
    [InlineData("github-actions", "", "BUILD_STATUS_MISSING", "::warning title=Kirimy::")]
    [InlineData("github-actions", "-Status Failed -Template '{{brnach}}'", "MISSING_VARIABLE", "::warning title=Kirimy::")]
    [InlineData("github-actions", "-Status Failed -Template '{{'", "TEMPLATE_INVALID", "::warning title=Kirimy::")]
    [InlineData("github-actions", "-Status Failed -Template ''", "MESSAGE_EMPTY", "::warning title=Kirimy::")]
    [InlineData("azure-pipelines", "", "MESSAGE_REFUSED", "##vso[task.logissue type=warning]The build notification")]
    [InlineData("azure-pipelines", "-Ledger /proc/none/ledger.db", "LEDGER_UNAVAILABLE", "##vso[task.logissue type=warning]")]
    [InlineData("azure-pipelines", "-SuppressionKey x", "SUPPRESS_FOR_MISSING", "##vso[task.logissue type=warning]")]
    [InlineData("teamcity", "-Status Failed", "MESSAGE_REFUSED", "##teamcity[message text='The build notification to |0x20267890 was")]
    public async Task A_failure_is_in_the_result_and_in_an_annotation_without_an_error(
        string system,
        string arguments,
        string code,
        string annotation
    )
    {
        await using var server = new ScriptedServer(Answer.Refused("MESSAGE_REFUSED"));
        Enter(system);
        var run = Send(server, $"$ErrorActionPreference = 'Stop'; {Command} {arguments}; $?").Clean();
        Assert.Equal(("Failed", code), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Equal(true, run.Output[1].BaseObject);
        Assert.StartsWith(annotation, Assert.Single(run.Information), StringComparison.Ordinal);
        Assert.DoesNotContain("81234567890", run.Information[0], StringComparison.Ordinal);
        Assert.Empty(run.Warnings);
    }

    [Theory]
    [InlineData("-Status exploded", "❌ Build status: exploded: toko-budi/shop\n")]
    [InlineData("-Status ' needs review ' -Language id", "❌ Status build: needs review: toko-budi/shop\n")]
    [InlineData("-Status running -Template '{{mark}} {{status}}'", "❌ running")]
    public async Task An_unknown_status_is_reported_unchanged_and_as_a_failure(string arguments, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Enter("github-actions");
        Assert.Equal("Sent", Status(Send(server, $"{Command} {arguments}").Clean(), 0));
        Assert.StartsWith(text, Assert.Single(server.Requests).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Language fr", "'fr'")]
    [InlineData("-Language ''", null)]
    [InlineData("-StartTime 'not a date'", "'not a date'")]
    [InlineData("-StartTime ''", null)]
    [InlineData("-StartTime ([datetime]::Now.AddDays(-1))", null)]
    public async Task A_missing_optional_value_does_not_stop_the_message(string arguments, string? warning)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"$ErrorActionPreference = 'Stop'; {Command} -Status Failed {arguments}").Clean();
        Assert.Equal("Sent", Status(run, 0));
        Assert.StartsWith("❌ Build failed", Assert.Single(server.Requests).Message, StringComparison.Ordinal);
        var said = string.Concat(run.Warnings) + Session.Host.Text;
        Assert.Equal(warning is not null, said.Contains(warning ?? "isn't", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unexpected_exception_is_returned_as_a_result()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Enter("github-actions");
        var run = Send(
                server,
                "class Bad { [string] ToString() { throw 'It broke.' } }; $ErrorActionPreference = 'Stop'; "
                    + $"{Command} -Status Failed -Variable @{{ x = [Bad]::new() }}; $?"
            )
            .Clean();
        Assert.Equal(("Failed", "INTERNAL_ERROR"), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Equal(true, run.Output[1].BaseObject);
        Assert.Contains("It broke.", Assert.Single(run.Information), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "🚫 Build dibatalkan")]
    [InlineData("en", "🚫 Build canceled")]
    public void The_text_has_the_specified_language_without_cultures(string language, string text)
    {
        using var fresh = FreshProcess.Start(
            $$"""
            Import-Module '{{BuiltModule.ManifestPath}}'
            $null = Start-KirimySandbox -UseAsDefault
            $result = Send-KirimyBuildNotification 081234567890 aborted -Language {{language}} -SuppressFor 01:00:00 -Ledger None
            "$($result.Status) $((Get-KirimySandboxMessage).Message)"
            """,
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        );
        Assert.Equal(["Sent " + text], fresh.Lines());
    }

    [Theory]
    [InlineData("gitlab-ci")]
    [InlineData("jenkins")]
    [InlineData(null)]
    public async Task A_failure_is_a_warning_when_the_CI_system_has_no_annotations(string? system)
    {
        await using var server = new ScriptedServer(Answer.Html(500));
        if (system is not null)
        {
            Enter(system);
        }

        var run = Send(server, $"{Command} -Status Failed").Clean();
        Assert.Equal("Unknown", Status(run, 0));
        Assert.StartsWith("The build notification to …7890 may not have arrived: ", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Empty(run.Information);
    }

    [Fact]
    public async Task An_invalid_number_does_not_stop_the_other_messages()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyBuildNotification $null, 'x', '081234567890' -Status Failed {To}").Clean();
        Assert.Equal(["Failed", "Failed", "Sent"], Enumerable.Range(0, 3).Select(i => Status(run, i)).Order(StringComparer.Ordinal));
        Assert.Single(server.Requests);
    }

    [Fact]
    public void A_result_is_returned_without_recipients_or_an_API_key()
    {
        var none = Session.Run("$ErrorActionPreference = 'Stop'; Send-KirimyBuildNotification -Status Failed -SessionId s").Clean();
        Assert.Equal("API_KEY_MISSING", none.Member(0, "ErrorCode"));
        Assert.Single(none.Output);
    }

    [Fact]
    public async Task FailBuild_writes_an_error_after_all_recipients_were_tried()
    {
        await using var server = new ScriptedServer(
            (request, _) => request.Recipient == "6281234567890" ? Answer.Refused("MESSAGE_REFUSED") : Answer.Sent()
        );
        Enter("github-actions");
        var run = Send(server, $"Send-KirimyBuildNotification 081234567890, 081398765432 -Status Failed -FailBuild {To}");
        Assert.Equal(["MESSAGE_REFUSED"], run.ErrorIds);
        Assert.Equal(2, run.Output.Count);
        Assert.StartsWith("::error title=Kirimy::", Assert.Single(run.Information), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_alert_suppression_needs_a_user_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The folder is not where a variable says.");
        await using var server = new ScriptedServer(Answer.Sent());
        Set("XDG_STATE_HOME", "/proc/none");
        Assert.Equal("Sent", Status(Send(server, $"{Command} -Status Failed").Clean(), 0));
        var guarded = Send(server, $"{Command} -Status Failed -SuppressFor 01:00:00").Clean();
        Assert.Equal("LEDGER_UNAVAILABLE", guarded.Member(0, "ErrorCode"));
    }

    [Fact]
    public async Task The_note_about_suppressed_alerts_is_in_the_language_of_the_text()
    {
        using var folder = new TemporaryFolder();
        await using var server = new ScriptedServer(Answer.Sent());
        var command = $"{Command} -Ledger '{Path.Combine(folder.Path, "l.db")}' -Status Failed -Language id -SuppressFor ";
        Assert.Equal("Sent", Status(Send(server, command + "01:00:00").Clean(), 0));
        var held = Send(server, command + "01:00:00").Clean();
        Assert.Equal(("Skipped", "SUPPRESSED"), (Status(held, 0), held.Member(0, "ErrorCode")));
        Assert.Equal("Sent", Status(Send(server, command + "00:00:00.001").Clean(), 0));
        Assert.Matches("\n\\(1 lagi yang serupa sejak .+\\)$", server.Requests[1].Message);
    }

    [Fact]
    public void WhatIf_shows_the_text_and_sends_nothing()
    {
        Enter("azure-pipelines");
        var run = Session.Run("Send-KirimyBuildNotification 081234567890 -SessionId s -WhatIf").Clean();
        Assert.Equal("WHAT_IF", run.Member(0, "ErrorCode"));
        Assert.Contains("Build failed: toko-budi/shop", Session.Host.Text, StringComparison.Ordinal);
    }
}
