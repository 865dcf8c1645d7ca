using System.Management.Automation;
using Kirimy.PowerShell.Binding;

namespace Kirimy.PowerShell.Commands;

/// <summary>Removes the API key from the vault of SecretManagement that holds it.</summary>
[Cmdlet(VerbsCommon.Remove, "KirimyApiKey", SupportsShouldProcess = true)]
public sealed class RemoveKirimyApiKeyCommand : KirimyCmdlet
{
    /// <summary>The secret's name.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ApiKeyChain.SecretName;

    /// <summary>The vault to remove it from; the first that holds it, the default one before others, when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var secrets = SecretManagement.Require(this);
            var failures = new List<KirimyException>();
            using var holders = secrets.Find(Name, secrets.RequireVaults(Vault), failures).GetEnumerator();
            if (!holders.MoveNext())
            {
                throw failures.FirstOrDefault() ?? SecretManagement.NotFound(Name, Vault);
            }

            var vault = holders.Current.Vault!;
            if (!ShouldProcess(Text.ApiKey_Target.With(Name, vault), Text.RemoveApiKey_Action))
            {
                return;
            }

            secrets.Remove(Name, vault);
            WarnOfTheNext(holders);
        }
        catch (KirimyException exception)
        {
            WriteError(ErrorRecords.From(exception, Name));
        }
    }

    // Who removes a key thinks that it is gone: what is used from now on should be no surprise.
    private void WarnOfTheNext(IEnumerator<FoundApiKey> holders)
    {
        if (Vault is null && holders.MoveNext())
        {
            WriteWarning(Text.RemoveApiKey_OtherVault.With(holders.Current.Where, Name, holders.Current.Vault));
        }

        if (ApiKeyChain.FromEnvironment() is not null)
        {
            WriteWarning(Text.RemoveApiKey_Environment.With(ApiKeyChain.EnvironmentVariable));
        }
    }
}
