using System.Management.Automation;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the sources of the API key with Get-KirimyApiKey.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ApiKeyChainTests
{
    private static readonly string OtherKey = new('b', 64);

    [Fact]
    public void A_missing_API_key_is_an_error_that_lists_three_ways_to_specify_it()
    {
        using var machine = new SecretSession();
        var run = machine.Run("Get-KirimyApiKey; 'went on'");
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("API_KEY_MISSING,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.All(
            ["-ApiKey", "Set-KirimyApiKey", "KIRIMY_API_KEY"],
            way => Assert.Contains(way, error.Exception.Message, StringComparison.Ordinal)
        );
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(["went on"], run.As<string>());
    }

    [Fact]
    public void An_empty_environment_variable_is_not_an_API_key_and_the_error_says_so()
    {
        using var machine = new SecretSession().WithVariable("  ");
        var error = Assert.Single(machine.Run("Get-KirimyApiKey").Errors);
        Assert.EndsWith("KIRIMY_API_KEY is set, but empty.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_variable_provides_the_API_key()
    {
        using var machine = new SecretSession().WithVariable(SecretSession.Key);
        var info = Assert.Single(machine.Run("Get-KirimyApiKey").Clean().Output);
        Assert.Equal("Kirimy.ApiKeyInfo", info.TypeNames[0]);
        AssertKey(info, 1, "Environment", "KIRIMY_API_KEY", null, SecretSession.Fingerprint);
    }

    [Fact]
    public void The_environment_takes_precedence_over_the_default_secret()
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("Mine", isDefault: true)
            .WithSecret("Mine", SecretSession.Secure(SecretSession.Key))
            .WithVariable(OtherKey);
        AssertKey(Assert.Single(machine.Run("Get-KirimyApiKey").Clean().Output), 1, "Environment", "KIRIMY_API_KEY", null);
        var all = machine.Run("Get-KirimyApiKey -All").Clean().Output;
        Assert.Equal(2, all.Count);
        AssertKey(all[0], 1, "Environment", "KIRIMY_API_KEY", null);
        AssertKey(all[1], 2, "SecretManagement", "KirimyApiKey", "Mine", SecretSession.Fingerprint);
    }

    [Fact]
    public void The_default_sandbox_takes_precedence_over_the_vaults()
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("Mine", isDefault: true)
            .WithSecret("Mine", SecretSession.Secure(OtherKey));
        machine
            .Run(
                """
                param($key)
                $defaults = (Get-Command Get-KirimyApiKey).ImplementingType.Assembly.GetType('Kirimy.PowerShell.Session.SessionDefaults')
                $defaults.GetProperty('ApiKey').SetValue($defaults.GetProperty('Current').GetValue($null), $key)
                $defaults.GetProperty('BaseUri').SetValue($defaults.GetProperty('Current').GetValue($null), [uri] 'http://127.0.0.1:1/')
                """,
                ("key", SecretSession.Secure(SecretSession.Key))
            )
            .Clean();
        var all = machine.Run("Get-KirimyApiKey -All").Clean().Output;
        Assert.Equal(2, all.Count);
        AssertKey(all[0], 1, "Sandbox", null, null, SecretSession.Fingerprint);
        AssertKey(all[1], 2, "SecretManagement", "KirimyApiKey", "Mine");
    }

    [Fact]
    public void The_default_vault_is_searched_first_and_the_others_by_name()
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("C").WithVault("A").WithVault("B", isDefault: true);
        foreach (var vault in new[] { "A", "B", "C" })
        {
            machine.WithSecret(vault, SecretSession.Secure(SecretSession.Key + vault));
        }

        var all = machine.Run("Get-KirimyApiKey -All | ForEach-Object Vault").Clean();
        Assert.Equal(["B", "A", "C"], all.As<string>());
    }

    [Theory]
    [InlineData("@{ Raw = $true }")]
    [InlineData("@{}")]
    public void A_vault_may_store_the_API_key_as_text(string parameters)
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", parameters).WithSecret("Mine", SecretSession.Key);
        AssertKey(
            Assert.Single(machine.Run("Get-KirimyApiKey").Clean().Output),
            1,
            "SecretManagement",
            "KirimyApiKey",
            "Mine",
            SecretSession.Fingerprint
        );
    }

    [Theory]
    [InlineData("@{ Locked = 'A valid password is required.' }", "SECRET_VAULT_FAILED", null)]
    [InlineData("@{ Cancels = $true }", "SECRET_VAULT_FAILED", null)]
    [InlineData("@{}", null, "Environment")]
    public void No_other_key_is_used_when_the_vault_of_the_profile_cannot_be_opened(string parameters, string? code, string? source)
    {
        using var user = new ProfileSession();
        Environment.SetEnvironmentVariable("KIRIMY_API_KEY", OtherKey);
        var run = user.Run(
            $"Import-Module '{SecretSession.FakeModule}'; Register-SecretVault Mine -VaultParameters {parameters} -DefaultVault; "
                + "Set-KirimyProfile shop -SecretName ShopKey; Get-KirimyApiKey -Profile shop"
        );
        Assert.Equal(code is null ? [] : [code], run.ErrorIds);
        Assert.Equal(source is null ? [] : [source], run.Output.Select(o => o.Properties["Source"].Value.ToString()));
        Assert.Equal(code is null ? 1 : 0, run.Warnings.Count);
    }

    [Theory]
    [InlineData("\uFEFF\"{0}\"\r\n")]
    [InlineData("'{0}'")]
    public void Quotation_marks_and_a_byte_order_mark_are_removed_from_the_key(string written)
    {
        using var machine = new SecretSession().WithVariable(string.Format(null, written, SecretSession.Key));
        Assert.Equal(SecretSession.Fingerprint, machine.Run("Get-KirimyApiKey").Clean().Member(0, "Fingerprint"));
    }

    [Theory]
    [InlineData("@{ Locked = 'A valid password is required.' }")]
    [InlineData("@{ Cancels = $true }")]
    public void A_vault_is_not_opened_when_the_environment_has_a_key(string parameters)
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("Mine", parameters, isDefault: true)
            .WithVariable(SecretSession.Key);
        var run = machine.Run("Get-KirimyApiKey").Clean();
        AssertKey(Assert.Single(run.Output), 1, "Environment", "KIRIMY_API_KEY", null, SecretSession.Fingerprint);
        Assert.Empty(run.Warnings);
        var all = machine.Run("Get-KirimyApiKey -All");
        Assert.Single(all.Output);
        Assert.Equal(["SECRET_VAULT_FAILED"], all.ErrorIds);
    }

    [Theory]
    [InlineData("@{ Locked = 'A valid password is required.' }", "A valid password is required.")]
    [InlineData("@{ Failure = 'The vault is on the moon.' }", "The vault is on the moon.")]
    public void A_vault_failure_differs_from_a_missing_secret(string parameters, string reason)
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", parameters, isDefault: true);
        var run = machine.Run("Get-KirimyApiKey");
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("SECRET_VAULT_FAILED,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Contains("'Mine'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void An_API_key_in_another_vault_is_used_with_a_warning_when_the_default_vault_fails()
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("Locked", "@{ Locked = 'It is locked.' }", isDefault: true)
            .WithVault("Open")
            .WithSecret("Open", SecretSession.Secure(SecretSession.Key));
        var run = machine.Run("Get-KirimyApiKey").Clean();
        AssertKey(Assert.Single(run.Output), 1, "SecretManagement", "KirimyApiKey", "Open");
        Assert.Contains("It is locked.", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_secret_is_an_error_of_the_vault()
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine").WithSecret("Mine", new byte[] { 1, 2 });
        var error = Assert.Single(machine.Run("Get-KirimyApiKey").Errors);
        Assert.StartsWith("SECRET_VAULT_FAILED,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'KirimyApiKey'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_API_key_that_is_not_valid_in_a_header_is_an_error_that_names_its_source()
    {
        using var machine = new SecretSession().WithVariable("two words");
        var error = Assert.Single(machine.Run("Get-KirimyApiKey").Errors);
        Assert.StartsWith("API_KEY_MALFORMED,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("$env:KIRIMY_API_KEY: ", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_search_leaves_nothing_in_the_PowerShell_session()
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", isDefault: true).WithVariable(SecretSession.Key);
        var run = machine
            .Run(
                """
                $Name = 'mine'; $Error.Clear()
                $null = Get-KirimyApiKey
                $Error.Count; $Name
                """
            )
            .Clean();
        Assert.Equal([0, "mine"], run.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("$ErrorActionPreference = 'Stop'")]
    [InlineData("$WarningPreference = 'Stop'")]
    [InlineData("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'")]
    [InlineData("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'")]
    public void Preference_variables_do_not_affect_the_search(string preference)
    {
        using var machine = new SecretSession().WithSecretManagement().WithVault("Mine", isDefault: true).WithVariable(SecretSession.Key);
        var run = machine.Run(preference + "; Get-KirimyApiKey").Clean();
        AssertKey(Assert.Single(run.Output), 1, "Environment", "KIRIMY_API_KEY", null);
    }

    [Fact]
    public void A_PowerShell_session_in_NoLanguage_mode_finds_the_API_key()
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("Mine", isDefault: true)
            .WithSecret("Mine", SecretSession.Secure(SecretSession.Key));
        machine.Session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.NoLanguage;
        using var shell = System.Management.Automation.PowerShell.Create(machine.Session.Runspace);
        var info = Assert.Single(shell.AddCommand("Get-KirimyApiKey").Invoke());
        Assert.False(shell.HadErrors);
        AssertKey(info, 1, "SecretManagement", "KirimyApiKey", "Mine", SecretSession.Fingerprint);
    }

    [Fact]
    public void No_other_module_is_searched_when_SecretManagement_is_not_installed()
    {
        using var machine = new SecretSession()
            .WithVariable(SecretSession.Key)
            .WithInstalled("Decoy", "function Get-Secret { param($Name, $Vault) } function Get-SecretVault { param($Name) }");
        machine.Run("Get-KirimyApiKey -All").Clean();
        Assert.Empty(machine.Run("Get-Module Decoy").Clean().Output);
    }

    [Fact]
    public void SecretManagement_is_loaded_when_it_is_installed()
    {
        using var machine = new SecretSession()
            .WithInstalled("Microsoft.PowerShell.SecretManagement", File.ReadAllText(SecretSession.FakeModule))
            .WithInstalled("Decoy", "function Get-Secret { param($Name, $Vault) 'decoy' } function Get-SecretVault { param($Name) }");
        Assert.Equal(["API_KEY_MISSING"], machine.Run("Get-KirimyApiKey").ErrorIds);
        machine.WithVault("Mine").WithSecret("Mine", SecretSession.Secure(SecretSession.Key));
        AssertKey(Assert.Single(machine.Run("Get-KirimyApiKey").Clean().Output), 1, "SecretManagement", "KirimyApiKey", "Mine");
        Assert.Empty(machine.Run("Get-Module Decoy").Clean().Output);
    }

    [Fact]
    public void SecretManagement_that_cannot_be_loaded_is_an_error_with_its_reason()
    {
        using var machine = new SecretSession().WithInstalled("Microsoft.PowerShell.SecretManagement", "throw 'It is broken.'");
        var error = Assert.Single(machine.Run("Get-KirimyApiKey").Errors);
        Assert.StartsWith("SECRET_VAULT_FAILED,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("It is broken.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_shows_the_secret_with_that_name()
    {
        using var machine = new SecretSession()
            .WithSecretManagement()
            .WithVault("A")
            .WithVault("B")
            .WithSecret("B", SecretSession.Secure(SecretSession.Key), name: "Second")
            .WithVariable(OtherKey);
        AssertKey(
            Assert.Single(machine.Run("Get-KirimyApiKey Second").Clean().Output),
            null,
            "SecretManagement",
            "Second",
            "B",
            SecretSession.Fingerprint
        );
        Assert.Equal(["SECRET_NOT_FOUND"], machine.Run("Get-KirimyApiKey Second -Vault A").ErrorIds);
        Assert.Equal(["SECRET_NOT_FOUND"], machine.Run("Get-KirimyApiKey Third").ErrorIds);
        Assert.Equal(["SECRET_VAULT_UNKNOWN"], machine.Run("Get-KirimyApiKey -Vault Z").ErrorIds);
    }

    private static void AssertKey(PSObject info, int? order, string source, string? name, string? vault, string? fingerprint = null)
    {
        Assert.Equal(order, info.Properties["Order"].Value);
        Assert.Equal(source, info.Properties["Source"].Value.ToString());
        Assert.Equal(name, info.Properties["Name"].Value);
        Assert.Equal(vault, info.Properties["Vault"].Value);
        var shown = Assert.IsType<string>(info.Properties["Fingerprint"].Value);
        Assert.Matches("^[0-9a-f]{12}$", shown);
        Assert.Equal(fingerprint ?? shown, shown);
    }
}
