using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Linter for formatting that WhatsApp most likely won't show as intended.</summary>
/// <remarks>
/// It prefers false negatives: signs inside words (<c>2*3*4</c>, <c>snake_case</c>), in addresses, in code and in other meanings
/// (<c>*.log</c>, <c>~/path</c>, <c>~5</c>) are ignored. It reports the first ten findings per code. The lookahead of all patterns is
/// bounded, so the time is linear.
/// </remarks>
internal static class TextLint
{
    /// <summary>The first one that isn't part of a path is reported.</summary>
    private const int MaxBreaks = 100;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

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

    /// <summary>The beginning of a path, in which <c>\n</c> begins a name, or a backslash before a letter that only paths have.</summary>
    private static readonly Regex Path = Rule(
        @"^[""'(]*(?:[A-Za-z]:\\|\\\\|\.{1,2}\\|~\\|%\w+%|\$|HK[A-Z_]+:?\\)|\\[^nrt\\\s]|\\[\w-]+\.\w{1,4}$"
    );

    private static readonly Regex Word = Rule(@"\S+");

    public static IReadOnlyList<TextFinding> Check(string? text)
    {
        if (text is null || text.IndexOfAny(Signs) < 0)
        {
            return [];
        }

        var findings = new TextFindings(MessageText.WithLineFeeds(text));
        var masked = new StringBuilder(findings.Text);
        CheckCode(masked, findings);
        ReportAndMask(Variable, masked, found => findings.Add(TextFindingCode.UnfilledVariable, found, Text.Lint_UnfilledVariable));
        return CheckOthers(masked, findings);
    }

    /// <summary>Variables aren't findings.</summary>
    public static IReadOnlyList<TextFinding> Check(MessageTemplate template)
    {
        var findings = new TextFindings(template.Source);
        var masked = new StringBuilder(findings.Text);
        foreach (var place in template.Pieces.Where(piece => piece.IsVariable))
        {
            Mask(masked, place.Start, place.End);
        }

        CheckCode(masked, findings);
        return CheckOthers(masked, findings);
    }

    private static void CheckCode(StringBuilder masked, TextFindings findings)
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

        ReportAndMask(InlineCode, masked, _ => { });
        ReportAndMask(PowerShellBreak, masked, found => findings.AddOnce(TextFindingCode.LiteralEscape, found, Text.Lint_PowerShellEscape));
        ReportAndMask(LoneBacktick, masked, found => findings.Add(TextFindingCode.UnclosedCode, found.Index, Text.Lint_UnclosedCode, "`"));
    }

    private static IReadOnlyList<TextFinding> CheckOthers(StringBuilder masked, TextFindings findings)
    {
        ReportAndMask(Link, masked, found => findings.Add(TextFindingCode.MarkdownLink, found, Text.Lint_MarkdownLink));
        ReportAndMask(Address, masked, _ => { });
        foreach (var found in LiteralBreak.Matches(masked.ToString()).Cast<Match>().Take(MaxBreaks))
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

        ReportAndMask(
            DoubleMarks,
            masked,
            found => findings.Add(TextFindingCode.MarkdownMarks, found.Index, Text.Lint_MarkdownMarks, found.Value.Substring(0, 1))
        );
        new MarkScan(masked.ToString(), findings).Run();
        return findings.InOrder();
    }

    /// <summary>A masked match is skipped by later rules.</summary>
    private static void ReportAndMask(Regex rule, StringBuilder masked, Action<Match> report)
    {
        foreach (Match found in rule.Matches(masked.ToString()))
        {
            report(found);
            Mask(masked, found.Index, found.Index + found.Length);
        }
    }

    /// <summary>Replaces a range with letters, so marks next to it are still at the edge of a word.</summary>
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

/// <summary>Linter for characters that were damaged before Kirimy got the text, and for those that aren't sent.</summary>
internal static class CharacterLint
{
    private const char ReplacementCharacter = '\uFFFD';

    /// <summary>Checks a text before control characters are removed from it; at most one finding per code.</summary>
    public static IReadOnlyList<TextFinding> Check(string? text)
    {
        var findings = new TextFindings(MessageText.WithLineFeeds(text ?? string.Empty));
        Find(TextFindingCode.ControlCharacters, ControlCharacters.IndexIn(findings.Text), Text.Lint_ControlCharacters);
        Find(TextFindingCode.ReplacementCharacter, findings.Text.IndexOf(ReplacementCharacter), Text.Lint_ReplacementCharacter);
        Find(TextFindingCode.Mojibake, Mojibake.IndexIn(findings.Text), Text.Lint_Mojibake);
        return findings.InOrder();

        void Find(string code, int index, string sentence)
        {
            if (index >= 0)
            {
                findings.AddAt(code, index, sentence);
            }
        }
    }
}
