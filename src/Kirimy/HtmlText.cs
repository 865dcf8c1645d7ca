namespace Kirimy;

/// <summary>Escapes text for HTML.</summary>
internal static class HtmlText
{
    /// <summary>
    /// Escapes text for an element or a quoted attribute. Characters that HTML can't represent (control characters, unpaired surrogates) are
    /// replaced with U+FFFD.
    /// </summary>
    public static string Escape(string? text)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var html = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                _ = html.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                '`' => html.Append("&#96;"),
                '\n' or '\t' => html.Append(c),
                _ => html.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c),
            };
        }

        return html.ToString();
    }
}
