using System.Text;
using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Finds what WhatsApp will most likely not show as it was meant.</summary>
/// <remarks>
/// It would rather be silent than wrong: signs inside of words (<c>2*3*4</c>, <c>snake_case</c>), in addresses, in code and where they are
/// no marks (<c>*.log</c>, <c>~/path</c>, <c>~5</c>) are left alone. Of each sort it names the first ten. The patterns look a bounded way
/// ahead, so that the time taken is linear.
/// </remarks>
public static class TextLint
{
    /// <summary>How many line breaks that are written out are looked at: one is said, and the others may be paths.</summary>
    private const int MostBreaks = 100;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    /// <summary>The signs that begin anything which is found. Most texts have none.</summary>
    private static readonly char[] Signs = [.. "*_~`#[{\\"];

    private static readonly Regex Address = Rule(
        @"\b(?:[a-z][a-z0-9+.-]{0,20}://|www\.)[^\s<>""]*[^\s<>""*~.,;:!?)\]}'`]",
        RegexOptions.IgnoreCase
    );

    private static readonly Regex InlineCode = Rule(@"(?<![\p{L}\p{Nd}`])`[^\s`](?:[^`\n]*[^\s`])?`(?![\p{L}\p{Nd}`])");

    private static readonly Regex LoneBacktick = Rule(@"(?<![\p{L}\p{Nd}`])`(?=[\p{L}\p{Nd}$./-])");

    private static readonly Regex PowerShellBreak = Rule("(?<!`)(?:`r)?`n(?!`)");

    private static readonly Regex Variable = Rule(@"\{\{[^{}\n]{0,80}?\p{L}[^{}\n]{0,80}\}\}");

    private static readonly Regex Heading = Rule(@"^ {0,3}#{1,6} +\S[^\n]*");

    private static readonly Regex Link = Rule(@"!?\[[^\[\]\n]+\]\((?=[^\s()]{0,80}?(?:[./]|mailto:|tel:))[^\s()]+\)");

    private static readonly Regex DoubleMarks = Rule(
        @"(?<![\p{L}\p{Nd}*_~./\\])(?<mark>\*\*|__|~~)(?![\s*_~])(?=[^\n]{0,20}?[\p{L}\p{Nd}])[^\n]{1,400}?(?<![\s*_~])\k<mark>(?![\p{L}\p{Nd}*_~(/\\]|\.\p{L})"
    );

    private static readonly Regex LiteralBreak = Rule(@"(?<!\\)(?:\\r)?\\n");

    /// <summary>Beginnings of paths, in which <c>\n</c> begins a name; and what can only be a path, with a backslash before another letter.</summary>
    private static readonly Regex Path = Rule(
        @"^[""'(]*(?:[A-Za-z]:\\|\\\\|\.{1,2}\\|~\\|%\w+%|\$|HK[A-Z_]+:?\\)|\\[^nrt\\\s]|\\[\w-]+\.\w{1,4}$"
    );

    private static readonly Regex Word = Rule(@"\S+");

    /// <summary>Looks through a text.</summary>
    /// <returns>What was found, in the order of the text; empty when nothing was.</returns>
    public static IReadOnlyList<TextFinding> Check(string? text)
    {
        if (text is null || text.IndexOfAny(Signs) < 0)
        {
            return [];
        }

        var findings = new TextFindings(MessageText.WithLineFeeds(text));
        var masked = new StringBuilder(findings.Text);
        Code(masked, findings);
        Each(Variable, masked, found => findings.Add(TextFindingCode.UnfilledVariable, found, Text.Lint_UnfilledVariable));
        return Rest(masked, findings);
    }

    /// <summary>Looks through a template: as <see cref="Check(string)"/>, but variables are what they are for.</summary>
    public static IReadOnlyList<TextFinding> Check(MessageTemplate template)
    {
        var findings = new TextFindings(template.Source);
        var masked = new StringBuilder(findings.Text);
        foreach (var place in template.Pieces.Where(piece => piece.IsVariable))
        {
            Mask(masked, place.Start, place.End);
        }

        Code(masked, findings);
        return Rest(masked, findings);
    }

    private static void Code(StringBuilder masked, TextFindings findings)
    {
        var from = 0;
        foreach (var block in CodeBlock.In(masked.ToString()))
        {
            Mask(masked, block.Open, block.Close);
            from = block.Close;
        }

        var open = masked.ToString().IndexOf(CodeBlock.Mark, from, StringComparison.Ordinal);
        if (open >= 0)
        {
            findings.Add(TextFindingCode.UnclosedCode, open, Text.Lint_UnclosedCode, CodeBlock.Mark);
            Mask(masked, open, open + CodeBlock.Mark.Length);
        }

        Each(InlineCode, masked, _ => { });
        Each(PowerShellBreak, masked, found => findings.AddOnce(TextFindingCode.LiteralEscape, found, Text.Lint_PowerShellEscape));
        Each(LoneBacktick, masked, found => findings.Add(TextFindingCode.UnclosedCode, found.Index, Text.Lint_UnclosedCode, "`"));
    }

    private static IReadOnlyList<TextFinding> Rest(StringBuilder masked, TextFindings findings)
    {
        Each(Link, masked, found => findings.Add(TextFindingCode.MarkdownLink, found, Text.Lint_MarkdownLink));
        Each(Address, masked, _ => { });
        foreach (var found in LiteralBreak.Matches(masked.ToString()).Cast<Match>().Take(MostBreaks))
        {
            if (!Path.IsMatch(WordAt(findings.Text, found.Index)))
            {
                findings.AddOnce(TextFindingCode.LiteralEscape, found, Text.Lint_LiteralEscape);
            }
        }

        foreach (Match found in Heading.Matches(masked.ToString()))
        {
            findings.Add(TextFindingCode.MarkdownHeading, found, Text.Lint_MarkdownHeading);
        }

        Each(
            DoubleMarks,
            masked,
            found => findings.Add(TextFindingCode.MarkdownMarks, found.Index, Text.Lint_MarkdownMarks, found.Value.Substring(0, 1))
        );
        new MarkScan(masked.ToString(), findings).Run();
        return findings.InOrder();
    }

    /// <summary>Says each match, and masks it: what was said is not said again, and what is no text of ours is not looked at.</summary>
    private static void Each(Regex rule, StringBuilder masked, Action<Match> say)
    {
        foreach (Match found in rule.Matches(masked.ToString()))
        {
            say(found);
            Mask(masked, found.Index, found.Index + found.Length);
        }
    }

    /// <summary>Letters in place of what is not looked at, so that marks around it are still at the edge of a word.</summary>
    private static void Mask(StringBuilder masked, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            masked[i] = masked[i] == '\n' ? '\n' : 'x';
        }
    }

    private static string WordAt(string text, int index) => Word.Matches(text).Cast<Match>().Last(word => word.Index <= index).Value;

    private static Regex Rule(string pattern, RegexOptions options = RegexOptions.None) => new(pattern, Options | options);
}
