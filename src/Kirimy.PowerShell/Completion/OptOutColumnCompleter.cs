using System.Collections;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the column of the phone numbers in the opt-out list that -OptOutPath names.</summary>
public sealed class OptOutColumnCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        parameters["OptOutPath"]?.ToString() is { Length: > 0 } path
            ? NumberColumnCompleter.Ordered(CsvHeader.Read(CompletionSession.ResolvePath(path), delimiter: null))
            : [];
}
