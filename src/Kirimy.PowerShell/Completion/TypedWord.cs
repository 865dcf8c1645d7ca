using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Kirimy.PowerShell.Completion;

/// <summary>The argument typed so far, with its quotes.</summary>
internal sealed class TypedWord
{
    private const char Single = '\'';
    private const char Double = '"';

    // PowerShell may interpret anything else as a number, an operator, a variable or the end of the command.
    private static readonly Regex Bare = new("^[A-Za-z_][A-Za-z0-9_./-]*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Regex Special = new("[`\"$]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly char? quote;

    private TypedWord(string text, char? quote)
    {
        Text = text;
        this.quote = quote;
    }

    /// <summary>The text without quotes.</summary>
    public string Text { get; }

    /// <summary>Parses a word as typed in the command.</summary>
    public static TypedWord Of(string? word)
    {
        var text = word ?? string.Empty;
        if (text.Length == 0 || text[0] is not (Single or Double))
        {
            return new TypedWord(text, quote: null);
        }

        var first = text[0];
        var inner = text.Substring(1);
        inner = inner.Length > 0 && inner[inner.Length - 1] == first ? inner.Substring(0, inner.Length - 1) : inner;
        // Variables between double quotes stay as typed.
        return new TypedWord(first == Single ? inner.Replace("''", "'") : inner, first);
    }

    /// <summary>Puts a value in the place of the word.</summary>
    public CompletionResult Complete(Candidate candidate) =>
        new(
            candidate.Code ?? Write(candidate.Value),
            candidate.Label ?? candidate.Value,
            CompletionResultType.ParameterValue,
            string.IsNullOrEmpty(candidate.Explanation) ? candidate.Value : candidate.Explanation
        );

    private string Write(string value) =>
        quote switch
        {
            Double => $"\"{WriteExpandable(value)}\"",
            null when Bare.IsMatch(value) => value,
            _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'",
        };

    private string WriteExpandable(string value)
    {
        var typed = 0;
        while (typed < Text.Length && typed < value.Length && Text[typed] == value[typed])
        {
            typed++;
        }

        return Special.Replace(value, "`$0", int.MaxValue, typed);
    }
}
