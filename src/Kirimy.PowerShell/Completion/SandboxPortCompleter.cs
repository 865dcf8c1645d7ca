using System.Collections;
using System.Management.Automation.Language;
using Kirimy.PowerShell.Sandboxes;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the ports of the sandboxes that run in this process.</summary>
internal sealed class SandboxPortCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        SandboxRegistry.All.Select(static sandbox =>
        {
            var port = sandbox.Info.Port.ToString(CultureInfo.InvariantCulture);
            return new Candidate(port, string.Join(", ", sandbox.Info.SessionIds), Code: port);
        });
}
