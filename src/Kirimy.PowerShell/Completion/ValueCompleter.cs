using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>
/// Completes the values of a parameter that start with the typed text or match its wildcards, ignoring case, with quotes if
/// PowerShell would otherwise interpret them differently. Never throws, because an error must not disturb typing.
/// </summary>
internal abstract class ValueCompleter : IArgumentCompleter
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
#pragma warning disable CA1031 // Whatever the error is, an empty list disturbs the user least.
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

/// <summary>A completion candidate.</summary>
/// <param name="Value">The value itself, unquoted.</param>
/// <param name="Explanation">The tooltip; null if the value is self-explanatory.</param>
/// <param name="Label">The text in the list; null for the value.</param>
/// <param name="Code">The code to insert; null to insert the value, quoted if necessary.</param>
internal sealed record Candidate(string Value, string? Explanation = null, string? Label = null, string? Code = null);
