using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.PowerShell.Session;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Secrets;

/// <summary>
/// Where cmdlets find the API key. First found: -ApiKey; the session's default sandbox; the secret that the profile names; the environment
/// variable; the secret with the default name in a vault of SecretManagement. Valid on the pipeline thread only.
/// </summary>
/// <remarks>
/// A vault that can't be opened isn't one without the secret: if it may hold the key, the search ends with an error. The environment
/// variable comes before the default secret, so a job that sets it needs no vault and gets no password prompt.
/// </remarks>
internal static class ApiKeyChain
{
    /// <summary>The default name of the secret.</summary>
    public const string SecretName = "KirimyApiKey";

    /// <summary>The variable for places without a vault, such as CI jobs.</summary>
    public const string EnvironmentVariable = "KIRIMY_API_KEY";

    /// <summary>The key to use.</summary>
    /// <param name="cmdlet">The command that looks; a vault that had to be passed over is a warning of its.</param>
    /// <param name="parameter">Its -ApiKey.</param>
    /// <param name="settings">The effective settings: whether the default sandbox is the service, and which secret contains the key.</param>
    /// <returns>Null when there is none: <see cref="Missing"/> says so.</returns>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED: a vault may hold the key, failed, and nothing after it has one.</exception>
    public static FoundApiKey? Find(PSCmdlet cmdlet, SecureString? parameter, EffectiveSettings settings) =>
        All(cmdlet, parameter, settings).FirstOrDefault();

    /// <summary>As <see cref="Find"/>, for a command that can't go on without a key.</summary>
    /// <exception cref="KirimyException">API_KEY_MISSING, SECRET_VAULT_FAILED.</exception>
    public static FoundApiKey Require(PSCmdlet cmdlet, SecureString? parameter, EffectiveSettings settings) =>
        Find(cmdlet, parameter, settings) ?? throw Missing();

    /// <summary>Every key there is, in order; a vault is asked only when the enumeration gets to it.</summary>
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
        var isOfProfile = settings.Secret.Origin is not null;
        foreach (var secret in isOfProfile ? InVaults(cmdlet, settings.Secret, failures) : [])
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
            WarnOf(cmdlet, failures, environmentKey);
            yield return environmentKey;
        }

        foreach (var secret in isOfProfile ? [] : InVaults(cmdlet, settings.Secret, failures))
        {
            yield return secret;
        }

        if (failures.Count > 0)
        {
            throw failures[0];
        }
    }

    /// <summary>The refusal when there is no key: it names the three ways to give one.</summary>
    public static KirimyException Missing()
    {
        // A CI job whose secret is not set sees the variable, and sees it empty.
        var isSet = Environment.GetEnvironmentVariable(EnvironmentVariable) is not null;
        return new KirimyException(ErrorCode.ApiKeyMissing, Text.ApiKeyChain_Missing + (isSet ? Text.ApiKeyChain_VariableIsEmpty : null));
    }

    /// <summary>The key in the environment; white space alone is none.</summary>
    public static FoundApiKey? FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(EnvironmentVariable);
        return string.IsNullOrWhiteSpace(text)
            ? null
            : new FoundApiKey(new NetworkCredential(string.Empty, text).SecurePassword, ApiKeySource.Environment, EnvironmentVariable);
    }

    /// <summary>Warns of the vaults that failed before the key was found elsewhere.</summary>
    public static void WarnOf(PSCmdlet cmdlet, List<KirimyException> failures, FoundApiKey instead)
    {
        foreach (var failure in failures)
        {
            cmdlet.WriteWarning(Text.ApiKeyChain_VaultSkipped.With(failure.Message, instead.Where));
        }

        failures.Clear();
    }

    private static IEnumerable<FoundApiKey> InVaults(PSCmdlet cmdlet, SecretReference secret, List<KirimyException> failures)
    {
        SecretManagement? secrets = null;
        IReadOnlyList<SecretVault> vaults = [];
        try
        {
            secrets = secret.Origin is null ? SecretManagement.Open(cmdlet) : SecretManagement.Require(cmdlet);
            vaults =
                secrets is null ? []
                : secret.Vault is null ? secrets.Vaults()
                : secrets.RequireVaults(secret.Vault);
        }
        catch (KirimyException exception)
        {
            failures.Add(OfSecret(secret, exception));
        }

        var isThere = false;
        foreach (var key in secrets?.Find(secret.Name, vaults, failures) ?? [])
        {
            isThere = true;
            WarnOf(cmdlet, failures, key);
            yield return key;
        }

        // If a secret is specified and another key is used instead, or there is none, a warning says so.
        if (!isThere && failures.Count == 0 && secret.Origin is not null)
        {
            failures.Add(OfSecret(secret, SecretManagement.NotFound(secret.Name, secret.Vault)));
        }
    }

    private static KirimyException OfSecret(SecretReference secret, KirimyException exception) =>
        secret.Origin is null ? exception : new KirimyException(exception.Code, $"{secret.Origin}: {exception.Message}", exception);
}
