using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the languages of the built-in texts.</summary>
internal sealed class LanguageCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        MessageLanguage.Names.Select(static name => new Candidate(name));
}
