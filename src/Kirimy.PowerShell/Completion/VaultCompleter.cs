using System.Collections;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the names of the vaults that are registered with SecretManagement.</summary>
internal sealed class VaultCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        CompletionSession
            .Invoke("Get-SecretVault")
            .Select(vault => new Candidate(vault.Properties["Name"].Value.ToString()!, vault.Properties["ModuleName"]?.Value?.ToString()));
}
