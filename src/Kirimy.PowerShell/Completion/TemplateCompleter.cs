using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Builds;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes a variable of a template, after the braces that begin it, from the columns of what is piped in.</summary>
internal class TemplateCompleter : ValueCompleter
{
    private const string Opening = "{{";
    private const string Closing = "}}";

    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var start = Start(typed);

        // For an expandable string, PowerShell passes the expanded text; completing that would replace the variables.
        return start < 0 || command.CommandElements.Any(e => e is ExpandableStringExpressionAst)
            ? []
            : Variables(command)
                // A colon starts a format, and punctuation in column names is ignored.
                .Select(name => name.Replace(":", string.Empty).Trim())
                .Select(name => new Candidate(typed.Remove(start) + Opening + name + Closing, Label: Opening + name + Closing));
    }

    /// <summary>The names that a template can use.</summary>
    private protected virtual IEnumerable<string> Variables(CommandAst command) => PipedColumns.Of(command);

    private protected override bool Matches(string typed, Candidate candidate)
    {
        // The text before the braces is literal, not a wildcard pattern.
        var start = Start(typed);
        var begun = typed.Substring(start + Opening.Length).TrimStart();
        return base.Matches(begun, new Candidate(candidate.Label!.Substring(Opening.Length)));
    }

    private static int Start(string typed)
    {
        var start = typed.LastIndexOf(Opening, StringComparison.Ordinal);
        return start >= 0 && typed.IndexOf(Closing, start, StringComparison.Ordinal) < 0 ? start : -1;
    }
}

/// <summary>Completes a variable of a template for a build, after the braces that begin it.</summary>
internal sealed class BuildTemplateCompleter : TemplateCompleter
{
    private protected override IEnumerable<string> Variables(CommandAst command) => BuildMessage.VariableNames;
}
