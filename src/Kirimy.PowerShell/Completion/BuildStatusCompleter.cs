using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kirimy.Client.Builds;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes how a build ended.</summary>
internal sealed class BuildStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    ) =>
        BuildStatusWords
            .Names.Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(name));
}
