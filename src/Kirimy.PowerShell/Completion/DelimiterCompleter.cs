using System.Collections;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the delimiters that contact files are written with.</summary>
internal sealed class DelimiterCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        [
            new Candidate(",", Text.Complete_Comma),
            new Candidate(";", Text.Complete_Semicolon),
            new Candidate("`t", Text.Complete_Tab, Code: "\"`t\""),
            new Candidate("|", Text.Complete_Bar),
        ];
}
