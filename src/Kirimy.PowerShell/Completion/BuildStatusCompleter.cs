using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Builds;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the status of a build.</summary>
internal sealed class BuildStatusCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        BuildStatusWords.Names.Select(static name => new Candidate(name));
}
