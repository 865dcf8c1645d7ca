using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Secrets;

namespace Kirimy.PowerShell.Commands;

/// <summary>Shows which API key the cmdlets use and where it is stored, but never the key itself.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyApiKey", DefaultParameterSetName = ChainSet)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class GetKirimyApiKeyCommand : ProfileCmdlet
{
    private const string ChainSet = "Chain";
    private const string SecretSet = "Secret";

    /// <summary>Shows all API keys in their order of precedence. The first is the one in use.</summary>
    [Parameter(ParameterSetName = ChainSet)]
    public SwitchParameter All { get; set; }

    /// <summary>The name of a secret; by default the profile's. If it is specified, only vaults are searched.</summary>
    [Parameter(Position = 0, ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ApiKeyChain.SecretName;

    /// <summary>The vault to search; by default all vaults, the default vault first.</summary>
    [Parameter(ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == SecretSet)
        {
            GuardInput(WriteSecret, Name);
        }
        else
        {
            GuardInput(WriteChain, ApiKeyChain.SecretName);
        }
    }

    private void WriteSecret()
    {
        var (name, vault) = ChooseSecret(Name, Vault);
        var secrets = SecretManagement.Require(this);
        var failures = new List<KirimyException>();
        var found =
            secrets.Find(name, secrets.RequireVaults(vault), failures).FirstOrDefault()
            ?? throw failures.FirstOrDefault() ?? SecretManagement.NotFound(name, vault);
        ApiKeyChain.WarnAboutFailures(this, failures, found);
        Write(found);
    }

    private void WriteChain()
    {
        var order = 0;
        foreach (var key in ApiKeyChain.All(this, parameter: null, Settings))
        {
            Write(key, ++order);
            if (!All)
            {
                return;
            }
        }

        if (order == 0)
        {
            throw ApiKeyChain.Missing();
        }
    }

    private void Write(FoundApiKey key, int? order = null) => GuardInput(() => WriteObject(key.Describe(order)), key.Name);
}
