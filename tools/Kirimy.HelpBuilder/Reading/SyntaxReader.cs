using System.Text.RegularExpressions;
using Kirimy.HelpBuilder.Pages;
using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>Reads the syntax section: one block for each parameter set, as Get-Command -Syntax writes it.</summary>
/// <param name="problems">Receives the problems of the section.</param>
internal sealed partial class SyntaxReader(Problems problems)
{
    private const string DefaultMark = " (Default)";

    public IReadOnlyList<SyntaxItem> Read(string command, Section section)
    {
        var items = new List<SyntaxItem>();
        if (section.Children.Count == 0)
        {
            Read(command, parameterSet: null, section, items);
        }
        else if (section.Blocks.Count > 0)
        {
            problems.Add(section.Line, ProblemCode.Syntax, "With headings for parameter sets, every block stands under one.");
        }

        foreach (var child in section.Children)
        {
            var set = child.Title.EndsWith(DefaultMark, StringComparison.Ordinal) ? child.Title[..^DefaultMark.Length] : child.Title;
            Read(command, set, child, items);
        }

        return items;
    }

    private void Read(string command, string? parameterSet, Section section, List<SyntaxItem> into)
    {
        if (section.Blocks is not [FencedCodeBlock code])
        {
            problems.Add(section.Line, ProblemCode.Syntax, "A parameter set is one code block.");
            return;
        }

        var line = code.Line + 2;
        var text = string.Join(' ', code.Lines.Lines.Take(code.Lines.Count).Select(l => l.ToString().Trim()));
        if (text != command && !text.StartsWith(command + " ", StringComparison.Ordinal))
        {
            problems.Add(line, ProblemCode.Syntax, $"The syntax begins with «{command}».");
            return;
        }

        var parameters = new List<SyntaxParameter>();
        var rest = text[command.Length..].Trim();
        while (rest.Length > 0)
        {
            var match = Element().Match(rest);
            if (!match.Success)
            {
                problems.Add(line, ProblemCode.Syntax, $"Can't read the syntax from «{rest}» on.");
                return;
            }

            if (match.Groups["name"].Success)
            {
                parameters.Add(
                    new SyntaxParameter(
                        match.Groups["name"].Value,
                        !match.Groups["optional"].Success,
                        match.Groups["positional"].Success,
                        match.Groups["value"].Success
                    )
                );
            }

            rest = rest[match.Length..].Trim();
        }

        into.Add(new SyntaxItem(parameterSet, parameters, line));
    }

    // [[-Name] <type>] | [-Name] <type> | [-Name <type>] | -Name <type> | [-Name] | -Name | [<CommonParameters>]
    // A name alone in brackets is positional if a value follows it; otherwise it is an optional switch.
    [GeneratedRegex(
        @"^(?:\[<CommonParameters>\]
            | (?<optional>\[) (?<positional>\[) -(?<name>\w+)\] \s (?<value><[^>]+>) \]
            | (?<positional>\[) -(?<name>\w+)\] \s (?<value><[^>]+>)
            | (?<optional>\[) -(?<name>\w+) (?:\s(?<value><[^>]+>))? \]
            | -(?<name>\w+) (?:\s(?<value><[^>]+>))?
          )(?=\s|$)",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Element();
}
