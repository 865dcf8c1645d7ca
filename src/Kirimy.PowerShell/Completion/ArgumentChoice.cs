using System.Management.Automation;

namespace Kirimy.PowerShell.Completion;

/// <summary>What tab completion offers for an argument of which there are a few.</summary>
internal static class ArgumentChoice
{
    /// <summary>The values that begin as the word does, which may have wildcards and a quote in front.</summary>
    /// <param name="word">What is typed so far.</param>
    /// <param name="choices">The values as they are written in a command line, and what each is.</param>
    public static IEnumerable<CompletionResult> Complete(string? word, params (string Value, string What)[] choices)
    {
        var pattern = WildcardPattern.Get((word ?? string.Empty).Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return choices
            .Where(choice => pattern.IsMatch(choice.Value.Trim('\'', '"')))
            .Select(choice => new CompletionResult(choice.Value, choice.Value, CompletionResultType.ParameterValue, choice.What));
    }
}
