using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Default recipients, named groups, and lists in one text.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class RecipientTests : IDisposable
{
    private const string Home =
        "Set-KirimyProfile home -Recipient '081234567890', 'oncall' -RecipientGroup @{ oncall = '081234567891', '081234567892' } -Default";

    private readonly ProfileSession user = new();

    public void Dispose() => user.Dispose();

    [Theory]
    [InlineData("Send-KirimyMessage -Message x", "6281234567890 6281234567891 6281234567892")]
    [InlineData("'x' | Send-KirimyMessage", "6281234567890 6281234567891 6281234567892")]
    [InlineData("[System.Exception]::new('x') | Send-KirimyMessage", "6281234567890 6281234567891 6281234567892")]
    [InlineData("Send-KirimyMessage -Recipient OnCall -Message x", "6281234567891 6281234567892")]
    [InlineData("Send-KirimyMessage -Recipient ' oncall ' -Message x", "6281234567891 6281234567892")]
    [InlineData("Send-KirimyMessage -Recipient oncall, oncall -Message x", "6281234567891 6281234567892")]
    [InlineData("Send-KirimyMessage -Recipient 'oncall; 081234567893' -Message x", "6281234567891 6281234567892 6281234567893")]
    [InlineData("Send-KirimyMessage -Recipient 081234567899 -Message x", "6281234567899")]
    [InlineData("[pscustomobject] @{ wa = '081234567899'; message = 'x' } | Send-KirimyMessage", "6281234567899")]
    [InlineData("[pscustomobject] @{ name = 'x'; message = 'x' } | Send-KirimyMessage oncall", "6281234567891 6281234567892")]
    [InlineData("Test-KirimyNumber 081234567899 | Send-KirimyMessage -Message x", "6281234567899")]
    [InlineData("Send-KirimyBuildNotification -Status failed", "6281234567890 6281234567891 6281234567892")]
    [InlineData("Send-KirimyBuildNotification oncall -Status failed", "6281234567891 6281234567892")]
    [InlineData("Send-KirimyBuildNotification -Recipient 0215551234, oncall -Status failed", "62215551234 6281234567891 6281234567892")]
    public async Task A_text_without_a_recipient_is_sent_to_the_default_recipients(string command, string recipients)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        user.Run(Home).Clean();
        var run = Send(server, command).Clean();
        Assert.All(run.Output, r => Assert.Equal("Sent", r.Properties["Status"].Value.ToString()));
        Assert.Equal(recipients, string.Join(' ', server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("[pscustomobject] @{ name = 'Budi'; message = 'private' } | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("[pscustomobject] @{ wa = ''; message = 'private' } | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("[pscustomobject] @{ wa = $null; message = 'private' } | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("[pscustomobject] @{ wa = 'oncall'; message = 'private' } | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("@{ message = 'private' } | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("Test-KirimyNumber 0812 | Send-KirimyMessage -Message private", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient '' -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient $null -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient @() -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient ' , ' -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("'x' | Send-KirimyMessage -Recipient $env:KIRIMY_TEST_UNSET", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient oncal -Message x", "RECIPIENT_GROUP_NOT_FOUND")]
    [InlineData("Send-KirimyBuildNotification '' -Status failed", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyBuildNotification oncal -Status failed", "RECIPIENT_GROUP_NOT_FOUND")]
    public async Task Only_texts_are_sent_to_the_default_recipients(string command, string code)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        user.Run(Home).Clean();
        var run = Send(server, command);
        Assert.Equal([code], run.Output.Select(r => r.Properties["ErrorCode"].Value));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("-Recipient ''")]
    [InlineData("-Recipient $null")]
    [InlineData("-Recipient ';'")]
    public async Task An_empty_secret_is_an_error_that_names_the_parameter(string recipient)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage {recipient} -Message x");
        Assert.Contains("-Recipient is empty", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_group_is_an_error_that_names_the_known_ones()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        user.Run(Home).Clean();
        Environment.SetEnvironmentVariable("KIRIMY_RECIPIENT", "night = 081234567893");
        var error = Assert.Single(Send(server, "Send-KirimyMessage -Recipient weekend -Message x").Errors);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.EndsWith("one of these groups: night, oncall.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("081234567893", "-Message x", "6281234567893")]
    [InlineData("oncall", "-Message x", "6281234567891 6281234567892")]
    [InlineData("ONCALL = 081234567893", "oncall x", "6281234567893")]
    [InlineData("night = 081234567893, 081234567894; 081234567895", "-Message x", "6281234567895")]
    [InlineData("081234567895\nnight=081234567893\n", "night x", "6281234567893")]
    [InlineData("night = 081234567893", "-Message x", "6281234567890 6281234567891 6281234567892")]
    [InlineData(" ", "-Message x", "6281234567890 6281234567891 6281234567892")]
    public async Task The_environment_takes_precedence_over_the_profile(string variable, string arguments, string recipients)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        user.Run(Home).Clean();
        Environment.SetEnvironmentVariable("KIRIMY_RECIPIENT", variable);
        Send(server, $"Send-KirimyMessage {arguments}").Clean();
        Assert.Equal(recipients, string.Join(' ', server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("911 = 081234567890", "'911'")]
    [InlineData("oncall =", "no members")]
    [InlineData("oncall = 081234567890, night = 081234567891", "semicolon")]
    public async Task An_unreadable_environment_variable_fails_only_the_settings_that_use_it(string variable, string says)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Environment.SetEnvironmentVariable("KIRIMY_RECIPIENT", variable);
        var run = Send(server, "Send-KirimyMessage -Message x");
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("INVALID_RECIPIENT,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("$env:KIRIMY_RECIPIENT: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Send(server, "Send-KirimyMessage 081234567890 x").Clean();
        Send(server, "[pscustomobject] @{ wa = '081234567890' } | Send-KirimyMessage -Message x").Clean();
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("'081234567890,081234567891'", "6281234567890 6281234567891")]
    [InlineData("'081234567890; 081234567891 ;'", "6281234567890 6281234567891")]
    [InlineData("\"081234567890`r`n081234567891`n\"", "6281234567890 6281234567891")]
    [InlineData("@('081234567890', @('081234567891', @('081234567892')))", "6281234567890 6281234567891 6281234567892")]
    [InlineData("'081234567890, 0812'", "6281234567890")]
    [InlineData("'6,28123E+12'", "")]
    [InlineData("'0812,3456,7890'", "")]
    public async Task A_text_with_several_numbers_is_several_recipients(string recipient, string recipients)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage -Recipient {recipient} -Message x");
        Assert.Equal(recipients, string.Join(' ', server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("$list = @(1, 2); $list[0] = $list; Send-KirimyMessage -Recipient $list -Message x")]
    [InlineData("$list = @(1, 2); $list[0] = $list; Send-KirimyMessage 081234567890 x -SessionId $list")]
    [InlineData("Send-KirimyMessage 081234567890 x -SessionId @{ a = 1 }")]
    public async Task An_endless_list_is_an_error_that_names_the_parameter(string command)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = user.Run("param($uri, $key) " + command, ("uri", server.BaseUri));
        var error = run.Terminated?.Message ?? Assert.Single(run.Errors).Exception.Message;
        Assert.Contains("Specify an array of strings.", error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_row_with_an_endless_list_is_refused()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(
            server,
            "$list = [System.Collections.ArrayList] @('081234567890'); $null = $list.Add($list); "
                + "[pscustomobject] @{ wa = $list; message = 'x' }, [pscustomobject] @{ wa = '081234567890'; message = $list } | Send-KirimyMessage"
        );
        Assert.Equal(["INVALID_PHONE_NUMBER", "MESSAGE_EMPTY"], run.Output.Select(r => r.Properties["ErrorCode"].Value));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Many_piped_texts_to_the_default_recipients_cause_a_warning()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Environment.SetEnvironmentVariable("KIRIMY_RECIPIENT", "081234567890");
        var run = Send(server, "1..11 | ForEach-Object { \"line $_\" } | Send-KirimyMessage").Clean();
        Assert.Contains("-Join", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_landline_typed_without_quotes_keeps_its_zero_in_a_profile()
    {
        user.Run("Set-KirimyProfile p -Recipient 0215551234, oncall").Clean();
        Assert.Equal(["0215551234", "oncall"], user.Run("(Get-KirimyProfile p).Recipient").Clean().As<string>());
    }

    [Fact]
    public void A_plan_has_the_default_recipients()
    {
        user.Run(Home).Clean();
        var run = user.Run("Test-KirimyMessage -Message x -SessionId s").Clean();
        Assert.Equal(3, run.Output.Count);
    }

    [Fact]
    public void Groups_are_completed_and_shown()
    {
        user.Run(Home).Clean();
        Environment.SetEnvironmentVariable("KIRIMY_RECIPIENT", "night = 081234567893");
        Assert.Equal(["oncall"], user.Complete("Send-KirimyMessage -Recipient on"));
        Assert.Equal(["night"], user.Complete("Send-KirimyBuildNotification -Recipient n"));
        Assert.Equal("081234567890,oncall Profile", user.Effective("Recipient"));
        Assert.Equal("oncall = 081234567891, 081234567892,night = 081234567893 Environment", user.Effective("RecipientGroup"));
    }

    [Fact]
    public void A_support_report_does_not_show_recipient_numbers()
    {
        user.Run(Home).Clean();
        var report = Assert.Single(
            user.Run("Test-KirimyConnection -AsReport -BaseUri http://127.0.0.1:9/ -Ledger None").Clean().As<string>()
        );
        Assert.Contains("oncall", report, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", report, StringComparison.Ordinal);
    }

    private ScriptRun Send(ScriptedServer server, string command) =>
        user.Run(
            $"param($uri, $key) $PSDefaultParameterValues = @{{ 'Send-Kirimy*:BaseUri' = $uri; 'Send-Kirimy*:ApiKey' = $key; "
                + $"'Send-Kirimy*:SessionId' = 's'; 'Send-Kirimy*:Ledger' = 'None' }}; {command}",
            ("uri", server.BaseUri),
            ("key", SecretSession.Secure("key"))
        );
}
