using System.Globalization;

namespace Kirimy.Client.Texts;

/// <summary>A text that can be sent, or why it can't.</summary>
public sealed class MessageText
{
    /// <summary>
    /// The longest text, in UTF-16 code units. The document says "4096 karakter" and leaves the unit open; the service is JavaScript, whose
    /// lengths are these.
    /// </summary>
    public const int LongestUnits = 4096;

    private MessageText(string value, string? errorCode = null, string? errorMessage = null)
    {
        Value = value;
        ErrorCode = errorCode;
        ErrorMessage = errorMessage;
    }

    /// <summary>The text with LF line breaks.</summary>
    public string Value { get; }

    /// <summary>MESSAGE_EMPTY, MESSAGE_TOO_LONG or MESSAGE_INVALID; null when the text can be sent.</summary>
    public string? ErrorCode { get; }

    /// <summary>What is wrong and what to do, when something is.</summary>
    public string? ErrorMessage { get; }

    /// <summary>Takes a text as people and programs write it: only line breaks and control characters change, as <see cref="Clean"/> says.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, or why it can't be sent. Never throws.</returns>
    public static MessageText Read(string? text)
    {
        var lines = Clean(text ?? string.Empty);
        if (IsBlank(lines))
        {
            return new(lines, Kirimy.ErrorCode.MessageEmpty, Text.Message_Empty);
        }

        if (lines.Length > LongestUnits)
        {
            var characters = new StringInfo(lines).LengthInTextElements;
            return new(lines, Kirimy.ErrorCode.MessageTooLong, Text.Message_TooLong.With(lines.Length, characters, LongestUnits));
        }

        var broken = BrokenSurrogate(lines);
        return broken < 0 ? new(lines) : new(lines, Kirimy.ErrorCode.MessageInvalid, Text.Message_Invalid.With(broken + 1));
    }

    /// <summary>
    /// A text as it is sent: CRLF and lone CR are LF, and control characters other than LF and TAB are removed together with the terminal
    /// escape sequences that they begin.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text) => ControlCharacters.RemoveFrom(WithLineFeeds(text));

    /// <summary>A text with its line breaks as LF.</summary>
    internal static string WithLineFeeds(string text) => text.IndexOf('\r') < 0 ? text : text.Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>Whether a text shows as nothing: one of zero-width marks does, like one of spaces.</summary>
    internal static bool IsBlank(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where half of a surrogate pair stands alone; -1 where none does.</summary>
    internal static int BrokenSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else
            {
                return i;
            }
        }

        return -1;
    }
}
