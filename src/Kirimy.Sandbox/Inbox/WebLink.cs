namespace Kirimy.Sandbox.Inbox;

/// <summary>Finds web addresses in a text: http or https, from the start of a word to the next white space, without trailing punctuation.</summary>
internal static class WebLink
{
    private static readonly string[] Schemes = ["https://", "http://"];

    /// <summary>-1 if no address begins there.</summary>
    public static int End(string text, int start)
    {
        if (text[start] is not ('h' or 'H') || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
        {
            return -1;
        }

        var scheme = Array.Find(Schemes, s => string.Compare(text, start, s, 0, s.Length, StringComparison.OrdinalIgnoreCase) == 0);
        if (scheme is null)
        {
            return -1;
        }

        var host = start + scheme.Length;
        var end = host;
        var brackets = false;
        while (
            end < text.Length && !char.IsWhiteSpace(text[end]) && !char.IsControl(text[end]) && text[end] is not ('<' or '>' or '"' or '`')
        )
        {
            brackets |= text[end] == '(';
            end++;
        }

        while (end > host && EndsPhrase(text[end - 1]) && !(brackets && text[end - 1] == ')'))
        {
            end--;
        }

        return end > host ? end : -1;
    }

    public static string ToHtml(string text)
    {
        var html = new StringBuilder(text.Length + 64);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var end = End(text, i);
            if (end < 0)
            {
                continue;
            }

            var link = HtmlText.Escape(text.Substring(i, end - i));
            _ = html.Append(HtmlText.Escape(text.Substring(plain, i - plain)))
                .Append("<a href=\"")
                .Append(link)
                .Append("\" target=\"_blank\" rel=\"noopener noreferrer\">")
                .Append(link)
                .Append("</a>");
            plain = end;
            i = end - 1;
        }

        return html.Append(HtmlText.Escape(text.Substring(plain))).ToString();
    }

    private static bool EndsPhrase(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '_' or '~' or ')' or ']' or '}';
}
