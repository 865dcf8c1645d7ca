namespace Kirimy.Sandbox.Inbox;

/// <summary>
/// Renders a message in HTML as WhatsApp shows it: *bold*, _italic_, ~strike~, ```monospace``` and `code`. Marks count only at the edge of a
/// word. The marked text has no space at either end and doesn't span lines, except for monospace. Marks of different kinds nest. Web
/// addresses are links, and their characters aren't marks.
/// </summary>
/// <remarks>All text is escaped by <see cref="HtmlText.Escape"/>, so no text becomes markup. The time is linear.</remarks>
internal static class WhatsAppText
{
    private const string Block = "```";
    private const string AllMarks = "*_~`";

    public static string ToHtml(string text)
    {
        // Browsers send line breaks in forms as CRLF.
        text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        var html = new StringBuilder(text.Length + 64);
        var start = 0;
        while (true)
        {
            var open = text.IndexOf(Block, start, StringComparison.Ordinal);
            var inside = open + Block.Length;
            var close = open < 0 || inside >= text.Length ? -1 : text.IndexOf(Block, inside + 1, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            start = RenderMonospace(html, text, start, open, close);
        }

        RenderLines(html, text.Substring(start));
        return html.ToString();
    }

    private static int RenderMonospace(StringBuilder html, string text, int start, int open, int close)
    {
        var content = text.Substring(open + Block.Length, close - open - Block.Length);
        var before = text.Substring(start, open - start);
        var next = close + Block.Length;
        if (content.IndexOf('\n') < 0)
        {
            RenderLines(html, before);
            RenderCode(html, content);
            return next;
        }

        RenderLines(html, before.Length > 0 && before[before.Length - 1] == '\n' ? before.Substring(0, before.Length - 1) : before);
        _ = html.Append("<code class=\"block\">").Append(HtmlText.Escape(content.Trim('\n'))).Append("</code>");
        return next < text.Length && text[next] == '\n' ? next + 1 : next;
    }

    private static void RenderLines(StringBuilder html, string text)
    {
        var separator = string.Empty;
        foreach (var line in text.Split('\n'))
        {
            _ = html.Append(separator);
            separator = "\n";
            RenderMarks(html, line, AllMarks);
        }
    }

    private static void RenderMarks(StringBuilder html, string line, string marks)
    {
        var plain = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var link = WebLink.End(line, i);
            if (link >= 0)
            {
                i = link - 1;
                continue;
            }

            var mark = line[i];
            if (marks.IndexOf(mark) < 0 || !Opens(line, i))
            {
                continue;
            }

            var close = Close(line, i);
            if (close < 0)
            {
                // If no later mark closes this one, none closes the marks after it.
                marks = Without(marks, mark);
                continue;
            }

            _ = html.Append(WebLink.ToHtml(line.Substring(plain, i - plain)));
            RenderMarked(html, line.Substring(i + 1, close - i - 1), mark, marks);
            i = close;
            plain = close + 1;
        }

        _ = html.Append(WebLink.ToHtml(line.Substring(plain)));
    }

    private static void RenderMarked(StringBuilder html, string inner, char mark, string marks)
    {
        if (mark == '`')
        {
            RenderCode(html, inner);
            return;
        }

        var element = mark switch
        {
            '*' => "strong",
            '_' => "em",
            _ => "del",
        };
        _ = html.Append('<').Append(element).Append('>');
        RenderMarks(html, inner, Without(marks, mark));
        _ = html.Append("</").Append(element).Append('>');
    }

    private static void RenderCode(StringBuilder html, string text) =>
        html.Append("<code>").Append(HtmlText.Escape(text)).Append("</code>");

    private static bool Opens(string line, int i) =>
        (i == 0 || !char.IsLetterOrDigit(line[i - 1])) && i + 1 < line.Length && !char.IsWhiteSpace(line[i + 1]) && line[i + 1] != line[i];

    private static int Close(string line, int open)
    {
        for (var i = open + 1; i < line.Length; i++)
        {
            var link = WebLink.End(line, i);
            if (link >= 0)
            {
                i = link - 1;
            }
            else if (
                i > open + 1
                && line[i] == line[open]
                && !char.IsWhiteSpace(line[i - 1])
                && (i + 1 == line.Length || !char.IsLetterOrDigit(line[i + 1]))
            )
            {
                return i;
            }
        }

        return -1;
    }

    private static string Without(string marks, char mark) => marks.Replace(mark.ToString(), string.Empty);
}
