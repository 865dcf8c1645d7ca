using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.Client.Api;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Secrets;

/// <summary>
/// Adapter for SecretManagement: calls the commands of the PowerShell session, such as its Get-Secret.
/// Every call specifies one vault, so that a result or error belongs to that vault.
/// </summary>
internal sealed class SecretManagement
{
    private const string ModuleName = "Microsoft.PowerShell.SecretManagement";
    private const string NotFoundId = "GetSecretNotFound";

    private readonly PSCmdlet cmdlet;
    private readonly SessionCommand getSecret;
    private readonly SessionCommand getVault;

    private SecretManagement(PSCmdlet cmdlet, SessionCommand getSecret, SessionCommand getVault)
    {
        this.cmdlet = cmdlet;
        this.getSecret = getSecret;
        this.getVault = getVault;
    }

    /// <summary>Uses the commands that are loaded, or imports SecretManagement if it is installed.</summary>
    /// <returns>Null if it isn't installed; that check is cheap.</returns>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED: it is installed but can't be loaded.</exception>
    public static SecretManagement? Open(PSCmdlet cmdlet)
    {
        var secrets = FindCommands(cmdlet);
        if (secrets is null && IsInstalled())
        {
            Import(cmdlet);
            secrets = FindCommands(cmdlet);
        }

        return secrets;
    }

    /// <summary>Like <see cref="Open"/>, for a cmdlet that requires SecretManagement.</summary>
    /// <exception cref="KirimyException">SECRET_MANAGEMENT_MISSING, SECRET_VAULT_FAILED.</exception>
    public static SecretManagement Require(PSCmdlet cmdlet) =>
        Open(cmdlet) ?? throw new KirimyException(ErrorCode.SecretManagementMissing, Text.SecretManagement_Missing);

    /// <summary>The registered vaults in the search order of Get-Secret: the default vault, then by name.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED: the registry of vaults can't be read.</exception>
    public IReadOnlyList<SecretVault> GetVaults()
    {
        var response = getVault.Invoke(cmdlet);
        if (response.Output.Count == 0 && GetFailure(response) is { } reason)
        {
            throw new KirimyException(ErrorCode.SecretVaultFailed, Text.SecretManagement_VaultsUnknown.With(reason));
        }

        return
        [
            .. response
                .Output.Select(o => new SecretVault(
                    o.Properties["Name"]?.Value as string ?? string.Empty,
                    LanguagePrimitives.IsTrue(o.Properties["IsDefault"]?.Value)
                ))
                .Where(v => v.Name.Length > 0)
                .OrderByDescending(v => v.IsDefault)
                .ThenBy(v => v.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The registered vaults, or the specified one.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_MISSING, SECRET_VAULT_UNKNOWN, SECRET_VAULT_FAILED.</exception>
    public IReadOnlyList<SecretVault> RequireVaults(string? name)
    {
        var vaults = GetVaults();
        if (vaults.Count == 0)
        {
            throw new KirimyException(ErrorCode.SecretVaultMissing, Text.SecretManagement_NoVault);
        }

        if (name is null)
        {
            return vaults;
        }

        var named = vaults.FirstOrDefault(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase));
        return named is not null
            ? [named]
            : throw new KirimyException(
                ErrorCode.SecretVaultUnknown,
                Text.SecretManagement_UnknownVault.With(name, string.Join(", ", vaults.Select(v => v.Name)))
            );
    }

    /// <summary>The vault to store in: the specified one, the default one or the only one.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_MISSING, SECRET_VAULT_UNKNOWN, SECRET_VAULT_FAILED.</exception>
    public SecretVault RequireTarget(string? name)
    {
        var vaults = RequireVaults(name);
        return vaults.Count == 1 || vaults[0].IsDefault
            ? vaults[0]
            : throw new KirimyException(
                ErrorCode.SecretVaultUnknown,
                Text.SecretManagement_NoDefaultVault.With(string.Join(", ", vaults.Select(v => v.Name)), vaults[0].Name)
            );
    }

    /// <summary>The secrets of one name in all vaults, as a lazy sequence.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="vaults">The vaults to search.</param>
    /// <param name="failures">Receives the errors of vaults that failed.</param>
    public IEnumerable<FoundApiKey> Find(string name, IReadOnlyList<SecretVault> vaults, ICollection<KirimyException> failures)
    {
        foreach (var vault in vaults)
        {
            SecureString? secret = null;
            try
            {
                secret = Read(name, vault.Name);
            }
            catch (KirimyException exception)
            {
                failures.Add(exception);
            }

            if (secret is not null)
            {
                yield return new FoundApiKey(secret, ApiKeySource.SecretManagement, name, vault.Name);
            }
        }
    }

    /// <summary>Stores or replaces a secret and reads it back, because a vault can fail without an error.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED.</exception>
    public void Write(string name, SecureString secret, string vault)
    {
        var text = new NetworkCredential(string.Empty, secret).Password;
        var response = Require("Set-Secret").Invoke(cmdlet, ("Name", name), ("Secret", secret), ("Vault", vault), ("Confirm", false));
        var reason =
            GetFailure(response)
            ?? (
                Read(name, vault) is { } stored && new NetworkCredential(string.Empty, stored).Password == text
                    ? null
                    : Text.SecretManagement_NotReturned
            );
        if (reason is not null)
        {
            // A vault's error may contain the value.
            throw new KirimyException(
                ErrorCode.SecretVaultFailed,
                Text.SecretManagement_NotStored.With(vault, name, ApiKey.From(secret).Mask(reason))
            );
        }
    }

    /// <summary>Removes a secret and checks that the vault no longer returns it.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED.</exception>
    public void Remove(string name, string vault)
    {
        var response = Require("Remove-Secret").Invoke(cmdlet, ("Name", name), ("Vault", vault), ("Confirm", false));
        if ((GetFailure(response) ?? (Read(name, vault) is null ? null : Text.SecretManagement_StillReturned)) is { } reason)
        {
            throw new KirimyException(ErrorCode.SecretVaultFailed, Text.SecretManagement_NotRemoved.With(vault, name, reason));
        }
    }

    /// <summary>The error if no vault has the secret.</summary>
    public static KirimyException NotFound(string name, string? vault) =>
        new(
            ErrorCode.SecretNotFound,
            vault is null ? Text.SecretManagement_NotFound.With(name) : Text.SecretManagement_NotFoundIn.With(name, vault)
        );

    private SecureString? Read(string name, string vault)
    {
        var response = getSecret.Invoke(cmdlet, ("Name", name), ("Vault", vault));
        if (response.Output.Count > 0)
        {
            return ToSecureString(response.Output[0].BaseObject)
                ?? throw new KirimyException(
                    ErrorCode.SecretVaultFailed,
                    Text.SecretManagement_NotAKey.With(vault, name, response.Output[0].BaseObject.GetType().Name)
                );
        }

        // SecretManagement writes "not found" after a vault's own error as well, so any other error counts as a failure.
        return GetFailure(response with { Errors = [.. response.Errors.Where(e => !IsNotFound(e))] }) is { } reason
            ? throw new KirimyException(ErrorCode.SecretVaultFailed, Text.SecretManagement_NotRead.With(vault, name, reason))
            : null;
    }

    private static string? GetFailure(SessionCommand.Response response) =>
        response.Errors.Count > 0 ? GetReason(response.Errors[0])
        : response.WasStopped ? Text.SecretManagement_PromptCanceled
        : null;

    private SessionCommand Require(string name) =>
        SessionCommand.Find(cmdlet, name, "Name", "Vault")
        ?? throw new KirimyException(ErrorCode.SecretManagementMissing, Text.SecretManagement_Missing);

    private static SecretManagement? FindCommands(PSCmdlet cmdlet)
    {
        var secret = SessionCommand.Find(cmdlet, "Get-Secret", "Name", "Vault");
        var vault = secret is null ? null : SessionCommand.Find(cmdlet, "Get-SecretVault", "Name");
        return vault is null ? null : new SecretManagement(cmdlet, secret!, vault);
    }

    // A lookup of a missing command makes PowerShell read every module on the path, which takes hundreds of milliseconds.
    private static bool IsInstalled() =>
        (Environment.GetEnvironmentVariable("PSModulePath") ?? string.Empty)
            .Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => Directory.Exists(folder + Path.DirectorySeparatorChar + ModuleName));

    private static void Import(PSCmdlet cmdlet)
    {
        var response = SessionCommand.Find(cmdlet, "Import-Module", "Name")?.Invoke(cmdlet, ("Name", ModuleName), ("Global", true));
        if (response is { Errors.Count: > 0 })
        {
            throw new KirimyException(ErrorCode.SecretVaultFailed, Text.SecretManagement_NotLoaded.With(GetReason(response.Errors[0])));
        }
    }

    private static bool IsNotFound(ErrorRecord error) =>
        error.CategoryInfo.Category == ErrorCategory.ObjectNotFound
        || error.FullyQualifiedErrorId.StartsWith(NotFoundId, StringComparison.OrdinalIgnoreCase);

    // SecretManagement converts text to a SecureString, but a replacement of it may not.
    private static SecureString? ToSecureString(object secret) =>
        secret switch
        {
            SecureString secure => secure,
            string text => new NetworkCredential(string.Empty, text).SecurePassword,
            PSCredential credential => credential.Password,
            _ => null,
        };

    // The inner exceptions contain the cause of a vault's failure.
    private static string GetReason(ErrorRecord error)
    {
        var reasons = new List<string> { error.ToString().Trim() };
        for (var inner = error.Exception; inner is not null; inner = inner.InnerException)
        {
            var reason = inner.Message.Trim();
            if (!reasons.Exists(r => r.Contains(reason)))
            {
                reasons.Add(reason);
            }
        }

        return string.Join(" ", reasons).Replace("\r\n", " ").Replace('\n', ' ');
    }
}

/// <summary>A vault that is registered with SecretManagement.</summary>
internal sealed record SecretVault(string Name, bool IsDefault);
