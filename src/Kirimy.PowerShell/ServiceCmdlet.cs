using System.Management.Automation;
using System.Security;
using Kirimy.Client.Network;
using Kirimy.PowerShell.Parameters;
using Kirimy.PowerShell.Secrets;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell;

/// <summary>Base class of the cmdlets that connect to the service: address, API key and proxy.</summary>
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

    /// <summary>The proxy for connections to the service.</summary>
    [Parameter]
    [ProxyArgument]
    [ValidateNotNull]
    public virtual Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public virtual PSCredential? ProxyCredential { get; set; }

    /// <summary>Authenticates at the proxy as the user of this process.</summary>
    [Parameter]
    public virtual SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Connects directly to the service and bypasses every proxy.</summary>
    [Parameter]
    public virtual SwitchParameter NoProxy { get; set; }

    /// <summary>The timeout of one request, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    private protected TimeSpan RequestTimeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>The base address of the service.</summary>
    /// <exception cref="KirimyException">INVALID_BASE_URI.</exception>
    private protected BaseAddress FindAddress() => Settings.Address.Value;

    /// <summary>The connection route to the service: direct or through a proxy.</summary>
    /// <exception cref="KirimyException">INVALID_PROXY.</exception>
    private protected ProxyRoute FindRoute(BaseAddress address)
    {
        if (NoProxy && !(Proxy is not null && DefaultParameterValues.AreSourceOf(this, nameof(NoProxy))))
        {
            return Proxy is null || DefaultParameterValues.AreSourceOf(this, nameof(Proxy))
                ? ProxyRoute.Direct
                : throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_OneAndNone);
        }

        // A switch that $PSDefaultParameterValues sets for all cmdlets is ignored if a credential is specified, and its proxy isn't used
        // for this machine.
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

    /// <summary>The API key of the cmdlet.</summary>
    /// <exception cref="KirimyException">API_KEY_MISSING, SECRET_VAULT_FAILED.</exception>
    private protected FoundApiKey RequireKey() => ApiKeyChain.Require(this, ApiKey, Settings);

    /// <summary>The API key, for a cmdlet that doesn't require one; null for none.</summary>
    /// <exception cref="KirimyException">SECRET_VAULT_FAILED.</exception>
    private protected FoundApiKey? FindKey() => ApiKeyChain.Find(this, ApiKey, Settings);
}
