using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

internal static class MessageText
{
    /// <summary>
    /// The maximum length of a text, in UTF-16 code units. The API's document says "4096 karakter" without naming the unit; the service is
    /// written in JavaScript, which counts UTF-16 code units.
    /// </summary>
    public const int MaxUnits = 4096;

    /// <summary>UTF-8 without a byte order mark. Throws an exception for invalid bytes and unpaired surrogates.</summary>
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Normalizes line breaks, and removes terminal escape sequences and control characters other than LF and TAB.</summary>
    public static string Clean(string text) => ControlCharacters.RemoveFrom(WithLineFeeds(text));

    internal static string WithLineFeeds(string text) => text.IndexOf('\r') < 0 ? text : text.Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>Whether it has only white space, zero-width and control characters.</summary>
    internal static bool IsBlank(string text) =>
        text.All(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);

    internal static int BrokenSurrogate(string text)
    {
        try
        {
            _ = StrictUtf8.GetByteCount(text);
            return -1;
        }
        catch (EncoderFallbackException exception)
        {
            return exception.Index;
        }
    }
}

internal static class EscapeSequences
{
    private static readonly Regex Escape = new(@"\\(?:r\\n|[nt\\])", RegexOptions.CultureInvariant);

    /// <summary>
    /// <c>\n</c>, <c>\r\n</c>, <c>\t</c> and <c>\\</c>; any other backslash stays. Templates are expanded before they are parsed.
    /// </summary>
    public static string Expand(string text) =>
        Escape.Replace(
            text,
            static escape =>
                escape.Value switch
                {
                    @"\t" => "\t",
                    @"\\" => @"\",
                    _ => "\n",
                }
        );
}
