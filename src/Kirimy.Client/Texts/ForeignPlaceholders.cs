using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>
/// Linter for placeholders in the syntax of other systems: <c>{name}</c> (Fonnte), <c>{{1}}</c> (WhatsApp templates), <c>[name]</c>,
/// <c>%name%</c>, <c>${name}</c>, <c>&lt;name&gt;</c>, <c>«name»</c> (Word), and variables of PowerShell that weren't expanded. Kirimy
/// sends them as text. A placeholder with the name of a column was most likely meant to be replaced.
/// </summary>
internal sealed class ForeignPlaceholders
{
    private static readonly Regex Pattern = new(
        string.Join(
            "|",
            @"\$\{(?<name>[^{}\n]{1,60})\}",
            @"(?<!\{)\{(?<name>[^{}\n]{1,60})\}(?!\})",
            @"\{\{\s{0,9}(?<name>[0-9]{1,3})\s{0,9}\}\}",
            @"\$\(?\$_\.(?<name>\w{1,60})\)?",
            @"\$_\.(?<name>\w{1,60})",
            @"\$(?<name>[\p{L}_]\w{0,60})",
            @"\[(?<name>[^\[\]\n]{1,60})\]",
            @"%(?<name>[^%\s][^%\n]{0,60})%",
            @"<(?<name>[^<>\n]{1,60})>",
            "«(?<name>[^«»\n]{1,60})»"
        ),
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    private static readonly char[] Signs = [.. "{$[%<«"];

    private readonly string text;
    private readonly List<Match> found;

    private ForeignPlaceholders(string text, List<Match> found)
    {
        this.text = text;
        this.found = found;
    }

    public static ForeignPlaceholders In(string text)
    {
        var lines = MessageText.WithLineFeeds(text);
        return new(lines, lines.IndexOfAny(Signs) >= 0 ? [.. Pattern.Matches(lines).Cast<Match>()] : []);
    }

    public static ForeignPlaceholders In(MessageTemplate template)
    {
        var variables = template.Pieces.Where(piece => piece.IsVariable).ToList();
        var all = In(template.Source).found;
        return new(
            template.Source,
            all.FindAll(match => !variables.Exists(piece => piece.Start <= match.Index && match.Index < piece.End))
        );
    }

    public bool IsEmpty => found.Count == 0;

    public TextFinding? Check(Func<string, bool> isColumn)
    {
        var meant = found.Where(match => isColumn(match.Groups["name"].Value.Trim())).ToList();
        if (meant.Count == 0)
        {
            return null;
        }

        var findings = new TextFindings(text);
        findings.Add(
            TextFindingCode.ForeignPlaceholder,
            meant[0].Index,
            Text.Lint_ForeignPlaceholder.With(
                string.Join(", ", meant.Select(match => match.Value).Distinct(StringComparer.Ordinal)),
                "{{" + meant[0].Groups["name"].Value.Trim() + "}}"
            )
        );
        return findings.InOrder()[0];
    }
}
