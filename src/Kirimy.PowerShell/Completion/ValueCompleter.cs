using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>
/// Completes the values of a parameter that start with the typed text or match its wildcards, ignoring case, with quotes if
/// PowerShell would otherwise interpret them differently. Never throws, because an error must not disturb typing.
/// </summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        try
        {
            var word = TypedWord.Of(wordToComplete);
            return [.. Find(word.Text, commandAst, fakeBoundParameters).Where(c => Matches(word.Text, c)).Select(word.Complete)];
        }
#pragma warning disable CA1031 // Whatever it is, an empty list is the better answer to a key.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>The candidates, the most likely first.</summary>
    private protected abstract IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters);

    private protected virtual bool Matches(string typed, Candidate candidate) =>
        WildcardPattern.ContainsWildcardCharacters(typed)
            ? WildcardPattern.Get(typed + "*", WildcardOptions.IgnoreCase).IsMatch(candidate.Value)
            : candidate.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}
