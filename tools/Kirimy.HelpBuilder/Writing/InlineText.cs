using System.Text;
using System.Xml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Kirimy.HelpBuilder.Writing;

/// <summary>Converts inline Markdown to plain text.</summary>
internal static class InlineText
{
    /// <summary>The text of a paragraph, heading or table cell; a hard line break is a line feed.</summary>
    public static string Of(LeafBlock block, Problems problems)
    {
        var text = new StringBuilder();
        if (block.Inline is not null)
        {
            Append(block.Inline, text, problems, block);
        }

        return Checked(text.ToString().Trim(), problems, block);
    }

    /// <summary>The literal text if XML can contain it; otherwise, a problem.</summary>
    public static string Checked(string text, Problems problems, Block block)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (!isPair && !XmlConvert.IsXmlChar(text[i]))
            {
                problems.Add(block, ProblemCode.Text, $"The character U+{(int)text[i]:X4} can't stand in help.");
                return string.Empty;
            }

            i += isPair ? 1 : 0;
        }

        return text;
    }

    private static void Append(ContainerInline container, StringBuilder text, Problems problems, Block block)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.ContentSpan);
                    break;
                case LineBreakInline lineBreak:
                    text.Append(lineBreak.IsHard ? '\n' : ' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline { IsImage: false } link:
                    var from = text.Length;
                    Append(link, text, problems, block);
                    if (IsAbsolute(link.Url) && text.ToString(from, text.Length - from) != link.Url)
                    {
                        text.Append(" (").Append(link.Url).Append(')');
                    }

                    break;
                case EmphasisInline emphasis:
                    Append(emphasis, text, problems, block);
                    break;
                default:
                    problems.Add(
                        block,
                        ProblemCode.Text,
                        inline is HtmlInline html
                            ? $"HTML can't be shown in a console: write `{html.Tag}` as code."
                            : $"{inline.GetType().Name} can't be shown in a console."
                    );
                    break;
            }
        }
    }

    private static bool IsAbsolute(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsFile;
}
