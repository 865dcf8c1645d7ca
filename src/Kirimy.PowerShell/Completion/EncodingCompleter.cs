using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>The encodings that contact files are written in.</summary>
public sealed class EncodingCompleter : IArgumentCompleter
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
            ("utf-8", Text.Complete_Utf8),
            ("utf-16", Text.Complete_Utf16),
            ("utf-16BE", Text.Complete_Utf16BigEndian),
            ("windows-1252", Text.Complete_Windows1252)
        );
}
