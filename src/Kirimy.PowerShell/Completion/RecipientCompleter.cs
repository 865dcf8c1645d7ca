using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kirimy.PowerShell.Sandboxes;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the groups of recipients, and the simulated numbers if the cmdlet would use the sandbox.</summary>
internal sealed class RecipientCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var session = SessionDefaults.Current.BaseUri;
        var sandbox = session is null ? null : SandboxRegistry.All.FirstOrDefault(s => s.Info.BaseUri == session);
        var settings = CompletionSettings.Of(parameters);
        var groups = settings.Recipients.Groups.Value.Select(static group => new Candidate(group.Key, string.Join(", ", group.Value)));
        return sandbox is not null && settings.UsesSandbox
            ? groups.Concat(sandbox.Info.SimulatedNumbers.Select(static r => new Candidate(r.Number, r.Description, r.ToString())))
            : groups;
    }

    // The description matches as well, because users remember the case rather than the number.
    private protected override bool Matches(string typed, Candidate candidate) =>
        base.Matches(typed, candidate)
        || (
            typed.Length > 0
            && candidate.Label is { } label
            && WildcardPattern.Get($"*{WildcardPattern.Escape(typed)}*", WildcardOptions.IgnoreCase).IsMatch(label)
        );
}
