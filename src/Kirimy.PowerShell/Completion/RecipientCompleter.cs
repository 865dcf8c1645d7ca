using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kirimy.PowerShell.Sandboxes;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the recipients at which the sandbox plays something, where the sandbox is what the command would use.</summary>
public sealed class RecipientCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var session = SessionDefaults.Current.BaseUri;
        var sandbox = session is null ? null : SandboxRegistry.All.FirstOrDefault(s => s.Info.BaseUri == session);
        return sandbox is not null && CompletionSettings.Of(parameters).UsesSandbox
            ? sandbox.Info.MagicRecipients.Select(r => new Candidate(r.Number, r.Description, r.ToString()))
            : [];
    }

    // By what is played as well: who remembers the number needs no completion.
    private protected override bool Matches(string typed, Candidate candidate) =>
        base.Matches(typed, candidate)
        || (
            typed.Length > 0
            && WildcardPattern.Get($"*{WildcardPattern.Escape(typed)}*", WildcardOptions.IgnoreCase).IsMatch(candidate.Label!)
        );
}
