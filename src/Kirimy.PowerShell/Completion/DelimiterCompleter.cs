using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>The delimiters that contact files are written with.</summary>
public sealed class DelimiterCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        ArgumentChoice.Complete(
            wordToComplete,
            ("','", Text.Complete_Comma),
            ("';'", Text.Complete_Semicolon),
            ("\"`t\"", Text.Complete_Tab),
            ("'|'", Text.Complete_Bar)
        );
}
