using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Secrets;

namespace Kirimy.PowerShell.Commands;

/// <summary>Removes the API key from the vault of SecretManagement that holds it.</summary>
[Cmdlet(VerbsCommon.Remove, "KirimyApiKey", SupportsShouldProcess = true)]
public sealed class RemoveKirimyApiKeyCommand : ProfileCmdlet
{
    /// <summary>The secret's name.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ApiKeyChain.SecretName;

    /// <summary>The vault of the key; if omitted, the first vault that contains it, beginning with the default vault.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var (name, given) = ChooseSecret(Name, Vault);
            var secrets = SecretManagement.Require(this);
            var failures = new List<KirimyException>();
            using var holders = secrets.Find(name, secrets.RequireVaults(given), failures).GetEnumerator();
            if (!holders.MoveNext() || failures.Count > 0)
            {
                // A vault that can't be opened and comes first may hold the key that is meant.
                throw failures.FirstOrDefault() ?? SecretManagement.NotFound(name, given);
            }

            var vault = holders.Current.Vault!;
            if (!ShouldProcess(Text.ApiKey_Target.With(name, vault), Text.RemoveApiKey_Action))
            {
                return;
            }

            secrets.Remove(name, vault);
            WarnOfTheNext(holders, isOnly: given is not null);
        }
        catch (KirimyException exception)
        {
            WriteError(ErrorRecords.From(exception, Name));
        }
    }

    // After a removal, users expect no key: a warning names the key that is used from now on.
    private void WarnOfTheNext(IEnumerator<FoundApiKey> holders, bool isOnly)
    {
        if (!isOnly && holders.MoveNext())
        {
            WriteWarning(Text.RemoveApiKey_OtherVault.With(holders.Current.Where, holders.Current.Name, holders.Current.Vault));
        }

        if (ApiKeyChain.FromEnvironment() is not null)
        {
            WriteWarning(Text.RemoveApiKey_Environment.With(ApiKeyChain.EnvironmentVariable));
        }
    }
}
