using System.Collections;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes a variable of a template, after the braces that begin it, from the columns of what is piped in.</summary>
public class TemplateCompleter : ValueCompleter
{
    private const string Opening = "{{";
    private const string Closing = "}}";

    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var start = Start(typed);

        // Of a text with variables, PowerShell tells what they hold, and the text itself would be lost.
        return start < 0 || command.CommandElements.Any(e => e is ExpandableStringExpressionAst)
            ? []
            : Variables(command)
                // A colon begins a format, and punctuation doesn't count in the name of a column.
                .Select(name => name.Replace(":", string.Empty).Trim())
                .Select(name => new Candidate(typed.Remove(start) + Opening + name + Closing, Label: Opening + name + Closing));
    }

    /// <summary>The names that a template may use there.</summary>
    private protected virtual IEnumerable<string> Variables(CommandAst command) => PipedColumns.Of(command);

    private protected override bool Matches(string typed, Candidate candidate)
    {
        // The part before the braces is literal text, not a pattern.
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
