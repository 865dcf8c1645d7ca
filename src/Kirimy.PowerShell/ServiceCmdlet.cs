using System.Management.Automation;
using System.Security;
using Kirimy.Client.Network;
using Kirimy.PowerShell.Parameters;
using Kirimy.PowerShell.Secrets;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell;

/// <summary>The base class of cmdlets that send requests to the service: its base URI and the API key.</summary>
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

    /// <summary>The proxy on the way to the service.</summary>
    [Parameter]
    [ProxyArgument]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Signs in to the proxy as the user of this process.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Goes straight to the service, past every proxy.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>Seconds that one request may take.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    private protected TimeSpan RequestTimeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>The base URI of the service.</summary>
    /// <exception cref="KirimyException">INVALID_BASE_URI.</exception>
    private protected BaseAddress FindAddress() => Settings.Address.Value;

    /// <summary>The way to the service.</summary>
    /// <exception cref="KirimyException">INVALID_PROXY.</exception>
    private protected ProxyRoute FindRoute(BaseAddress address)
    {
        if (NoProxy && !(Proxy is not null && DefaultParameterValues.AreSourceOf(this, nameof(NoProxy))))
        {
            return Proxy is null || DefaultParameterValues.AreSourceOf(this, nameof(Proxy))
                ? ProxyRoute.Direct
                : throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_OneAndNone);
        }

        // Set for all cmdlets, the switch makes way for a credential, and the proxy isn't one on the way to this machine.
        var isUser =
            ProxyUseDefaultCredentials
            && (ProxyCredential is null || !DefaultParameterValues.AreSourceOf(this, nameof(ProxyUseDefaultCredentials)));
        var isGiven = Proxy is not null && !(address.IsLoopback && DefaultParameterValues.AreSourceOf(this, nameof(Proxy)));
        return Settings.FindRoute(
            address,
            isGiven ? Proxy : null,
            isGiven || Proxy is null ? ProxyCredential?.GetNetworkCredential() : null,
            isUser
        );
    }

    /// <summary>The key, from where it is kept.</summary>
    /// <exception cref="KirimyException">API_KEY_MISSING, SECRET_VAULT_FAILED.</exception>
    private protected FoundApiKey RequireKey() => ApiKeyChain.Require(this, ApiKey, Settings);

    /// <summary>The key, for a command that can do without; null when there is none.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED.</exception>
    private protected FoundApiKey? FindKey() => ApiKeyChain.Find(this, ApiKey, Settings);
}
