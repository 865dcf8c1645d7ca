using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.PowerShell.Session;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Secrets;

/// <summary>
/// Chain of responsibility for the API key. Order: -ApiKey; the PowerShell session's default sandbox; the profile's secret; the environment
/// variable; the default secret in a SecretManagement vault. Only for the pipeline thread.
/// </summary>
/// <remarks>
/// A vault that can't be opened may hold the API key, so the search ends with an error. The environment variable takes precedence over the
/// default secret, so a job that sets it needs no vault and no password prompt.
/// </remarks>
internal static class ApiKeyChain
{
    /// <summary>The default name of the secret.</summary>
    public const string SecretName = "KirimyApiKey";

    /// <summary>The environment variable for systems without a vault, such as CI jobs.</summary>
    public const string EnvironmentVariable = "KIRIMY_API_KEY";

    /// <summary>The key to use.</summary>
    /// <param name="cmdlet">The cmdlet; it writes a warning for each vault that failed.</param>
    /// <param name="parameter">Its -ApiKey.</param>
    /// <param name="settings">The settings: whether the default sandbox is the service, and the name of the secret.</param>
    /// <returns>Null for none; <see cref="Missing"/> is the error.</returns>
    /// <exception cref="KirimyException">
    /// SECRET_VAULT_FAILED: a vault that may hold the key failed, and no later source has one.
    /// </exception>
    public static FoundApiKey? Find(PSCmdlet cmdlet, SecureString? parameter, EffectiveSettings settings) =>
        All(cmdlet, parameter, settings).FirstOrDefault();

    /// <summary>Like <see cref="Find"/>, for a cmdlet that requires an API key.</summary>
    /// <exception cref="KirimyException">API_KEY_MISSING, SECRET_VAULT_FAILED.</exception>
    public static FoundApiKey Require(PSCmdlet cmdlet, SecureString? parameter, EffectiveSettings settings) =>
        Find(cmdlet, parameter, settings) ?? throw Missing();

    /// <summary>All API keys in order of precedence. The sequence is lazy, so a later vault is read only if necessary.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED: as for <see cref="Find"/>.</exception>
    public static IEnumerable<FoundApiKey> All(PSCmdlet cmdlet, SecureString? parameter, EffectiveSettings settings)
    {
        if (parameter is not null)
        {
            yield return new FoundApiKey(parameter, ApiKeySource.Parameter);
        }

        if (settings.UsesSandbox && SessionDefaults.Current.ApiKey is { } sandboxKey)
        {
            yield return new FoundApiKey(sandboxKey, ApiKeySource.Sandbox);
        }

        var failures = new List<KirimyException>();
        var isProfileSecret = settings.Secret.Origin is not null;
        foreach (var secret in isProfileSecret ? FindInVaults(cmdlet, settings.Secret, failures) : [])
        {
            yield return secret;
        }

        // A profile's vault that can't be opened ends the search: another account's key must not send instead.
        if (failures.Find(static f => f.Code == ErrorCode.SecretVaultFailed) is { } locked)
        {
            throw locked;
        }

        if (FromEnvironment() is { } environmentKey)
        {
            WarnAboutFailures(cmdlet, failures, environmentKey);
            yield return environmentKey;
        }

        foreach (var secret in isProfileSecret ? [] : FindInVaults(cmdlet, settings.Secret, failures))
        {
            yield return secret;
        }

        if (failures.Count > 0)
        {
            throw failures[0];
        }
    }

    /// <summary>The error without an API key. It lists the three ways to specify one.</summary>
    public static KirimyException Missing()
    {
        // In a CI job without the secret, the variable exists but is empty.
        var isSet = Environment.GetEnvironmentVariable(EnvironmentVariable) is not null;
        return new KirimyException(ErrorCode.ApiKeyMissing, Text.ApiKeyChain_Missing + (isSet ? Text.ApiKeyChain_VariableIsEmpty : null));
    }

    /// <summary>The API key of the environment; white space counts as none.</summary>
    public static FoundApiKey? FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(EnvironmentVariable);
        return string.IsNullOrWhiteSpace(text)
            ? null
            : new FoundApiKey(new NetworkCredential(string.Empty, text).SecurePassword, ApiKeySource.Environment, EnvironmentVariable);
    }

    /// <summary>Warns about the vaults that failed before the API key was found elsewhere.</summary>
    public static void WarnAboutFailures(PSCmdlet cmdlet, List<KirimyException> failures, FoundApiKey instead)
    {
        foreach (var failure in failures)
        {
            cmdlet.WriteWarning(Text.ApiKeyChain_VaultSkipped.With(failure.Message, instead.Origin));
        }

        failures.Clear();
    }

    private static IEnumerable<FoundApiKey> FindInVaults(PSCmdlet cmdlet, SecretReference secret, List<KirimyException> failures)
    {
        SecretManagement? secrets = null;
        IReadOnlyList<SecretVault> vaults = [];
        try
        {
            secrets = secret.Origin is null ? SecretManagement.Open(cmdlet) : SecretManagement.Require(cmdlet);
            vaults =
                secrets is null ? []
                : secret.Vault is null ? secrets.GetVaults()
                : secrets.RequireVaults(secret.Vault);
        }
        catch (KirimyException exception)
        {
            failures.Add(WithOrigin(secret, exception));
        }

        var isFound = false;
        foreach (var key in secrets?.Find(secret.Name, vaults, failures) ?? [])
        {
            isFound = true;
            WarnAboutFailures(cmdlet, failures, key);
            yield return key;
        }

        // If another API key is used instead of the specified secret, the user gets a warning.
        if (!isFound && failures.Count == 0 && secret.Origin is not null)
        {
            failures.Add(WithOrigin(secret, SecretManagement.NotFound(secret.Name, secret.Vault)));
        }
    }

    private static KirimyException WithOrigin(SecretReference secret, KirimyException exception) =>
        secret.Origin is null ? exception : new KirimyException(exception.Code, $"{secret.Origin}: {exception.Message}", exception);
}
