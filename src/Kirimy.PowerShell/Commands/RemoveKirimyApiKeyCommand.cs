using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Secrets;

namespace Kirimy.PowerShell.Commands;

/// <summary>Removes the API key from its SecretManagement vault.</summary>
[Cmdlet(VerbsCommon.Remove, "KirimyApiKey", SupportsShouldProcess = true)]
public sealed class RemoveKirimyApiKeyCommand : ProfileCmdlet
{
    /// <summary>The secret's name.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = ApiKeyChain.SecretName;

    /// <summary>The vault to remove the secret from; by default the first vault that has it, the default vault before others.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => GuardInput(Remove, Name);

    private void Remove()
    {
        var (name, given) = ChooseSecret(Name, Vault);
        var secrets = SecretManagement.Require(this);
        var failures = new List<KirimyException>();
        using var holders = secrets.Find(name, secrets.RequireVaults(given), failures).GetEnumerator();
        if (!holders.MoveNext() || failures.Count > 0)
        {
            // An earlier vault that can't be opened may hold the API key in question.
            throw failures.FirstOrDefault() ?? SecretManagement.NotFound(name, given);
        }

        var vault = holders.Current.Vault!;
        if (ShouldProcess(Text.ApiKey_Target.With(name, vault), Text.RemoveApiKey_Action))
        {
            secrets.Remove(name, vault);
            WarnAboutOtherKeys(holders, isOnly: given is not null);
        }
    }

    // After a removal, the user expects no API key to be left; another one that is used from now on is reported.
    private void WarnAboutOtherKeys(IEnumerator<FoundApiKey> holders, bool isOnly)
    {
        if (!isOnly && holders.MoveNext())
        {
            WriteWarning(Text.RemoveApiKey_OtherVault.With(holders.Current.Origin, holders.Current.Name, holders.Current.Vault));
        }

        if (ApiKeyChain.FromEnvironment() is not null)
        {
            WriteWarning(Text.RemoveApiKey_Environment.With(ApiKeyChain.EnvironmentVariable));
        }
    }
}
