using System.Management.Automation;
using System.Security;
using Kirimy.Client.Api;
using Kirimy.PowerShell.Binding;

namespace Kirimy.PowerShell;

/// <summary>What every command has that talks to the service: where it is, and the key.</summary>
public abstract class ServiceCmdlet : LedgerCmdlet
{
    /// <summary>The API key.</summary>
    [Parameter]
    [SecretArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>The address of the service.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>Seconds that one request may take.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    private protected TimeSpan RequestTimeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>Whether what the session has as its defaults counts: only where its service is the one in use.</summary>
    private protected static bool UsesSessionDefaults(Uri? baseUri) =>
        SessionDefaults.Current.BaseUri is { } standard && (baseUri is null || baseUri == standard);

    /// <summary>Where the service is.</summary>
    /// <exception cref="KirimyException">INVALID_BASE_URI.</exception>
    private protected BaseAddress FindAddress() =>
        (BaseUri ?? SessionDefaults.Current.BaseUri) is { } uri ? BaseAddress.Parse(uri) : BaseAddress.Default;

    /// <summary>The key, from where it is kept.</summary>
    /// <exception cref="KirimyException">API_KEY_MISSING, SECRET_VAULT_FAILED.</exception>
    private protected FoundApiKey RequireKey() => ApiKeyChain.Require(this, ApiKey, UsesSessionDefaults(BaseUri));

    /// <summary>The key, for a command that can do without; null when there is none.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED.</exception>
    private protected FoundApiKey? FindKey() => ApiKeyChain.Find(this, ApiKey, UsesSessionDefaults(BaseUri));
}
