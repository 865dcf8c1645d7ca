using System.Management.Automation;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Set-KirimyApiKey and Remove-KirimyApiKey over a stand-in for SecretManagement.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ApiKeyCommandTests
{
    private const string Install =
        "Install-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore -Scope CurrentUser";

    private const string Register = "Register-SecretVault -Name Kirimy -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault";

    [Theory]
    [InlineData("param($secure, $text) Set-KirimyApiKey $secure")]
    [InlineData("param($secure, $text) Set-KirimyApiKey -ApiKey $secure")]
    [InlineData("param($secure, $text) $secure | Set-KirimyApiKey")]
    [InlineData("param($secure, $text) $text | Set-KirimyApiKey")]
    [InlineData("param($secure, $text) '', $text, ' ' | Set-KirimyApiKey")]
    [InlineData("param($secure, $text) Set-KirimyApiKey -ApiKey $text -AsPlainText")]
    public void An_API_key_is_stored_without_surrounding_characters(string script)
    {
        using var machine = WithVault();
        var run = machine.Run(script, ("secure", SecretSession.Secure($" {SecretSession.Key}\r\n")), ("text", $"{SecretSession.Key} \n"));
        Assert.Empty(run.Clean().Output);
        Assert.Equal(SecretSession.Key, machine.Stored("Mine"));
    }

    [Fact]
    public void PassThru_returns_what_was_stored()
    {
        using var machine = WithVault();
        var run = machine.Run("param($key) $key | Set-KirimyApiKey -Name Other -PassThru", ("key", SecretSession.Key)).Clean();
        Assert.Equal("SecretManagement", run.Member(0, "Source")!.ToString());
        Assert.Equal("Other", run.Member(0, "Name"));
        Assert.Equal("Mine", run.Member(0, "Vault"));
        Assert.Equal(SecretSession.Fingerprint, run.Member(0, "Fingerprint"));
        Assert.Equal(SecretSession.Key, machine.Stored("Mine", "Other"));
    }

    [Fact]
    public void A_missing_API_key_is_prompted_for_with_masked_input()
    {
        var host = new RecordingHost();
        host.SecureAnswers.Enqueue(SecretSession.Secure(SecretSession.Key));
        using var machine = WithVault(host);
        machine.Run("Set-KirimyApiKey").Clean();
        Assert.Equal(SecretSession.Key, machine.Stored("Mine"));
        Assert.Contains("Kirimy API key", host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_without_prompts_is_an_error_with_a_recommended_action()
    {
        using var machine = WithVault();
        AssertRefused(machine, "Set-KirimyApiKey", "API_KEY_MISSING", "this host can't prompt");
    }

    [Theory]
    [InlineData("Set-KirimyApiKey $text", "PLAIN_TEXT_KEY", "-AsPlainText")]
    [InlineData("Set-KirimyApiKey -ApiKey $text", "PLAIN_TEXT_KEY", "SecureString")]
    [InlineData("Set-KirimyApiKey -ApiKey $null", "API_KEY_MALFORMED", "empty")]
    [InlineData("Set-KirimyApiKey -ApiKey '' -AsPlainText", "API_KEY_MALFORMED", "empty")]
    [InlineData("Set-KirimyApiKey -ApiKey 42", "API_KEY_MALFORMED", "Int32")]
    [InlineData("42 | Set-KirimyApiKey", "API_KEY_MALFORMED", "Int32")]
    [InlineData("[pscustomobject] @{ ApiKey = $text } | Set-KirimyApiKey", "API_KEY_MALFORMED", "PSCustomObject")]
    [InlineData("$text, $text | Set-KirimyApiKey", "API_KEY_MALFORMED", "2 values")]
    [InlineData("'two words' | Set-KirimyApiKey", "API_KEY_MALFORMED", "dashboard")]
    [InlineData("@() | Set-KirimyApiKey", "API_KEY_MISSING", "pipeline")]
    [InlineData("'', ' ' | Set-KirimyApiKey", "API_KEY_MISSING", "pipeline")]
    [InlineData("$text | Set-KirimyApiKey -Vault Yours", "SECRET_VAULT_UNKNOWN", "Mine")]
    public void An_invalid_API_key_is_refused_and_nothing_is_stored(string script, string code, string says)
    {
        using var machine = WithVault();
        AssertRefused(machine, script, code, says);
    }

    [Fact]
    public void WhatIf_neither_prompts_nor_stores()
    {
        using var machine = WithVault();
        machine.Run("Set-KirimyApiKey -WhatIf").Clean();
        machine.Run("param($text) $text | Set-KirimyApiKey -WhatIf", ("text", SecretSession.Key)).Clean();
        Assert.Null(machine.Stored("Mine"));
        Assert.Contains("secret 'KirimyApiKey' in vault 'Mine'", machine.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Confirmation_is_asked_for_once()
    {
        using var machine = WithVault();
        var script = "param($text) $ConfirmPreference = 'Low'; $text | Set-KirimyApiKey; Remove-KirimyApiKey";
        machine.Run(script, ("text", SecretSession.Key)).Clean();
        Assert.Null(machine.Stored("Mine"));
        Assert.Equal(2, machine.Host.Text.Split("Are you sure").Length - 1);
    }

    [Theory]
    [InlineData("'x' | Set-KirimyApiKey", true)]
    [InlineData("Set-KirimyApiKey", true)]
    [InlineData("Get-KirimyApiKey -Vault Mine", false)]
    [InlineData("Remove-KirimyApiKey", false)]
    public void The_error_has_the_install_command_without_SecretManagement(string script, bool terminates)
    {
        using var machine = new SecretSession();
        var error = AssertError(machine, script, "SECRET_MANAGEMENT_MISSING", terminates);
        Assert.Equal(ErrorCategory.NotInstalled, error.CategoryInfo.Category);
        Assert.Contains("Start-KirimySandbox", error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n" + Install, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Install, error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("'x' | Set-KirimyApiKey", true)]
    [InlineData("Get-KirimyApiKey -Vault Mine", false)]
    [InlineData("Remove-KirimyApiKey", false)]
    public void The_error_has_the_register_command_without_a_vault(string script, bool terminates)
    {
        using var machine = new SecretSession().WithSecretManagement();
        var error = AssertError(machine, script, "SECRET_VAULT_MISSING", terminates);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains("Start-KirimySandbox", error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n" + Register, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Register, error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void The_only_vault_is_used_and_none_of_several_without_a_default()
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("A");
        machine.Run("'first' | Set-KirimyApiKey").Clean();
        Assert.Equal("first", machine.Stored("A"));
        machine.WithVault("B");
        var error = AssertError(machine, "'second' | Set-KirimyApiKey", "SECRET_VAULT_UNKNOWN", terminates: true);
        Assert.Contains("A, B", error.Exception.Message, StringComparison.Ordinal);
        machine.Run("'third' | Set-KirimyApiKey -Vault b").Clean();
        Assert.Equal(["first", "third"], [machine.Stored("A"), machine.Stored("B")]);
    }

    [Fact]
    public void A_vault_that_does_not_store_is_an_error_with_its_reason_and_without_the_value()
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", "@{ Rejects = $true }", isDefault: true);
        var error = AssertError(machine, "$text | Set-KirimyApiKey", "SECRET_VAULT_FAILED", terminates: true);
        Assert.Contains("bad value '***'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ Cancels = $true }", "password prompt")]
    [InlineData("@{ Ignores = $true }", "doesn't return the API key")]
    public void An_API_key_that_the_vault_does_not_return_is_not_reported_as_stored(string parameters, string says)
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", parameters, isDefault: true);
        var error = AssertError(machine, "$text | Set-KirimyApiKey -PassThru -Verbose", "SECRET_VAULT_FAILED", terminates: true);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("scheduled job", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretSession.Key, PSSerializer.Serialize(error, 3), StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_key_in_a_vault_that_ignores_the_new_one_is_not_reported_as_stored()
    {
        using var machine = WithVault().WithSecret("Mine", SecretSession.Secure("older")).WithVault("Mine", "@{ Ignores = $true }");
        AssertError(machine, "$text | Set-KirimyApiKey", "SECRET_VAULT_FAILED", terminates: true);
        Assert.Equal("older", machine.Stored("Mine"));
    }

    [Theory]
    [InlineData("Get-KirimyApiKey", false)]
    [InlineData("Get-KirimyApiKey -Vault Mine", false)]
    [InlineData("Remove-KirimyApiKey", false)]
    [InlineData("Send-KirimyMessage 081234567890 hello -SessionId office -Ledger None", true)]
    [InlineData("Test-KirimyMessage 081234567890 hello -SessionId office -Summary", true)]
    public void A_canceled_vault_prompt_has_its_own_error(string script, bool terminates)
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", "@{ Cancels = $true }", isDefault: true);
        var error = AssertError(machine, script, "SECRET_VAULT_FAILED", terminates);
        Assert.Contains("'Mine'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("scheduled job", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_KirimyConnection_shows_a_vault_whose_prompt_is_canceled()
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", "@{ Cancels = $true }", isDefault: true);
        var run = machine.Run("Test-KirimyConnection -BaseUri http://127.0.0.1:9/ -SessionId office -Ledger None");
        var check = Assert.Single(run.Output, o => o.Properties["Check"].Value.ToString() == "ApiKey");
        Assert.Equal(false, check.Properties["Ok"].Value);
        Assert.Equal("SECRET_VAULT_FAILED", check.Properties["ErrorCode"].Value);
    }

    [Fact]
    public void An_API_key_is_not_removed_from_another_vault_when_the_first_vault_cannot_be_opened()
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("Locked", "@{ Cancels = $true }", isDefault: true)
            .WithVault("Spare")
            .WithSecret("Spare", SecretSession.Secure("spare"));
        AssertError(machine, "Remove-KirimyApiKey", "SECRET_VAULT_FAILED", terminates: false);
        Assert.Equal("spare", machine.Stored("Spare"));
    }

    [Fact]
    public void A_vault_that_still_has_the_key_after_removing_it_is_an_error()
    {
        using var machine = WithVault().WithSecret("Mine", SecretSession.Secure("stuck")).WithVault("Mine", "@{ Ignores = $true }");
        AssertError(machine, "Remove-KirimyApiKey", "SECRET_VAULT_FAILED", terminates: false);
    }

    [Theory]
    [InlineData("another", 1)]
    [InlineData(SecretSession.Key, 0)]
    public void A_warning_is_written_when_the_environment_variable_hides_the_stored_key(string variable, int count)
    {
        using var machine = WithVault().WithVariable(variable);
        var run = machine.Run("param($text) $text | Set-KirimyApiKey", ("text", SecretSession.Key)).Clean();
        Assert.Equal(count, run.Warnings.Count(w => w.Contains("KIRIMY_API_KEY", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_API_key_is_removed_from_its_vault_and_remaining_keys_are_reported()
    {
        using var machine = WithVault().WithVault("Spare").WithVariable("left");
        machine.WithSecret("Mine", SecretSession.Secure(SecretSession.Key)).WithSecret("Spare", SecretSession.Secure("spare"));
        var run = machine.Run("Remove-KirimyApiKey").Clean();
        Assert.Null(machine.Stored("Mine"));
        Assert.Equal("spare", machine.Stored("Spare"));
        Assert.Equal(2, run.Warnings.Count);
        Assert.Contains("Remove-KirimyApiKey -Name 'KirimyApiKey' -Vault 'Spare'", run.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("KIRIMY_API_KEY is still set", run.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_API_key_is_removed_from_the_specified_vault()
    {
        using var machine = WithVault().WithVault("Spare").WithSecret("Spare", SecretSession.Secure("spare"), "Other");
        machine.WithSecret("Mine", SecretSession.Secure("mine"), "Other");
        Assert.Empty(machine.Run("Remove-KirimyApiKey Other -Vault Spare").Clean().Warnings);
        Assert.Equal("mine", machine.Stored("Mine", "Other"));
        Assert.Null(machine.Stored("Spare", "Other"));
    }

    [Theory]
    [InlineData("Remove-KirimyApiKey", "SECRET_NOT_FOUND")]
    [InlineData("Remove-KirimyApiKey -Vault Mine", "SECRET_NOT_FOUND")]
    [InlineData("Remove-KirimyApiKey -Vault Locked", "SECRET_VAULT_FAILED")]
    [InlineData("Remove-KirimyApiKey Stuck", "SECRET_VAULT_FAILED")]
    public void An_API_key_that_cannot_be_removed_is_an_error(string script, string code)
    {
        using var machine = WithVault().WithVault("Keeps", "@{ Keeps = $true }").WithSecret("Keeps", "x", "Stuck");
        if (script.Contains("Locked", StringComparison.Ordinal))
        {
            machine.WithVault("Locked", "@{ Locked = 'It is locked.' }");
        }

        AssertError(machine, script, code, terminates: false);
    }

    [Fact]
    public void WhatIf_removes_nothing()
    {
        using var machine = WithVault().WithSecret("Mine", SecretSession.Secure(SecretSession.Key)).WithVariable("left");
        Assert.Empty(machine.Run("Remove-KirimyApiKey -WhatIf").Clean().Warnings);
        Assert.Equal(SecretSession.Key, machine.Stored("Mine"));
    }

    [Fact]
    public void A_SecureString_parameter_rejects_text_without_showing_it()
    {
        using var machine = new SecretSession();
        var run = machine.Run("param($text) Test-KirimyConnection -ApiKey $text", ("text", SecretSession.Key));
        Assert.Empty(run.Output);
        var shown = PSSerializer.Serialize(Assert.Single(run.Errors), 3);
        Assert.Contains("Read-Host -AsSecureString", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretSession.Key, shown, StringComparison.Ordinal);
    }

    private static SecretSession WithVault(RecordingHost? host = null) =>
        new SecretSession(host).WithSecretManagement().WithVault("Mine", isDefault: true);

    private static void AssertRefused(SecretSession machine, string script, string code, string says)
    {
        var error = AssertError(machine, script, code, terminates: true);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretSession.Key, PSSerializer.Serialize(error, 3), StringComparison.Ordinal);
        Assert.Null(machine.Stored("Mine"));
    }

    private static ErrorRecord AssertError(SecretSession machine, string script, string code, bool terminates)
    {
        var run = machine.Run($"param($text) try {{ {script}; 'went on' }} catch {{ 'was caught'; $PSItem }}", ("text", SecretSession.Key));
        Assert.Equal(terminates ? "was caught" : "went on", run.Output[0].BaseObject);
        var error = terminates ? (ErrorRecord)run.Output[1].BaseObject : Assert.Single(run.Errors);
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        return error;
    }
}
