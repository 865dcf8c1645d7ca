using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Secrets;

namespace Kirimy.PowerShell.Commands;

/// <summary>Shows which API key commands use and where it is kept; never the key itself.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyApiKey", DefaultParameterSetName = ChainSet)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class GetKirimyApiKeyCommand : ProfileCmdlet
{
    private const string ChainSet = "Chain";
    private const string SecretSet = "Secret";

    /// <summary>Shows every key there is, in the order in which commands look: the first is the one used.</summary>
    [Parameter(ParameterSetName = ChainSet)]
    public SwitchParameter All { get; set; }

    /// <summary>The name of a secret; only the vaults are searched. If omitted, the secret of the profile.</summary>
    [Parameter(Position = 0, ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ApiKeyChain.SecretName;

    /// <summary>The vault to search; if omitted, all vaults, beginning with the default vault.</summary>
    [Parameter(ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == SecretSet)
        {
            WriteSecret();
        }
        else
        {
            WriteChain();
        }
    }

    private void WriteSecret()
    {
        try
        {
            var (name, vault) = ChooseSecret(Name, Vault);
            var secrets = SecretManagement.Require(this);
            var failures = new List<KirimyException>();
            var found = secrets.Find(name, secrets.RequireVaults(vault), failures).FirstOrDefault();
            found = found ?? throw failures.FirstOrDefault() ?? SecretManagement.NotFound(name, vault);
            ApiKeyChain.WarnOf(this, failures, found);
            Write(found);
        }
        catch (KirimyException exception)
        {
            WriteError(ErrorRecords.From(exception, Name));
        }
    }

    private void WriteChain()
    {
        var order = 0;
        try
        {
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
        catch (KirimyException exception)
        {
            WriteError(ErrorRecords.From(exception, ApiKeyChain.SecretName));
        }
    }

    private void Write(FoundApiKey key, int? order = null)
    {
        try
        {
            WriteObject(key.Describe(order));
        }
        catch (KirimyException exception)
        {
            WriteError(ErrorRecords.From(exception, key.Name));
        }
    }
}
