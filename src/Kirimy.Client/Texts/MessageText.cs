using System.Globalization;
using System.Text;

namespace Kirimy.Client.Texts;

/// <summary>What a text has to be to be sent.</summary>
public static class MessageText
{
    /// <summary>
    /// The longest text, in UTF-16 code units. The document says "4096 karakter" and leaves the unit open; the service is JavaScript, whose
    /// lengths are these.
    /// </summary>
    public const int LongestUnits = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// A text as it is sent: CRLF and lone CR are LF, and control characters other than LF and TAB are removed together with the terminal
    /// escape sequences that they begin.
    /// </summary>
    public static string Clean(string text) => ControlCharacters.RemoveFrom(WithLineFeeds(text));

    /// <summary>A text with its line breaks as LF.</summary>
    internal static string WithLineFeeds(string text) => text.IndexOf('\r') < 0 ? text : text.Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>Whether a text shows as nothing: one of zero-width marks does, like one of spaces.</summary>
    internal static bool IsBlank(string text) =>
        text.All(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);

    /// <summary>The position of a half of a surrogate pair that stands alone; -1 if none does.</summary>
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
