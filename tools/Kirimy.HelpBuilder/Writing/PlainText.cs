using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Writing;

/// <summary>Converts Markdown blocks to paragraphs for a console.</summary>
/// <param name="problems">Receives the elements that a console can't show.</param>
/// <param name="width">The width at which lines are wrapped; null if Get-Help wraps them to the width of the console.</param>
internal sealed class PlainText(Problems problems, int? width = null)
{
    private const int CodeIndent = 4;

    /// <summary>One paragraph for every paragraph, list, code block or table.</summary>
    public IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) =>
        [.. blocks.Select(b => Render(b, width)).Where(p => p.Length > 0)];

    /// <summary>The unchanged lines of a code block.</summary>
    public string Code(CodeBlock code) =>
        InlineText.Checked(string.Join('\n', code.Lines.Lines.Take(code.Lines.Count).Select(l => l.ToString())).Trim('\n'), problems, code);

    private string Render(Block block, int? room)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                return Wrap(InlineText.Of(paragraph, problems), room);
            case ListBlock list:
                return RenderList(list, room);
            case Table table when room is { } columns:
                return new TextTable(table, problems).Render(columns);
            case CodeBlock code:
                // Get-Help trims a paragraph of MAML, so an indent would move all lines of code except the first.
                return room is null ? Code(code) : Indent(Code(code), CodeIndent);
            default:
                problems.Add(
                    block,
                    ProblemCode.Text,
                    $"A console can't show this ({block.GetType().Name}): use paragraphs, lists and code."
                );
                return string.Empty;
        }
    }

    private string RenderList(ListBlock list, int? room)
    {
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var items = new List<string>();
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var marker = list.IsOrdered ? $"{number++}. " : "- ";
            var body = string.Join(list.IsLoose ? "\n\n" : "\n", item.Select(b => Render(b, room - marker.Length)));
            items.Add(marker + Indent(body, marker.Length).TrimStart());
        }

        return string.Join(list.IsLoose ? "\n\n" : "\n", items);
    }

    internal static string Indent(string text, int by)
    {
        var lines = text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', by) + line);
        return string.Join('\n', lines);
    }

    internal static string Wrap(string text, int? room)
    {
        if (room is not { } columns)
        {
            return text;
        }

        var wrapped = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var used = 0;
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (used > 0 && used + 1 + word.Length > columns)
                {
                    wrapped.Append('\n');
                    used = 0;
                }
                else if (used > 0)
                {
                    wrapped.Append(' ');
                    used++;
                }

                wrapped.Append(word);
                used += word.Length;
            }

            wrapped.Append('\n');
        }

        return wrapped.ToString().TrimEnd('\n');
    }
}
