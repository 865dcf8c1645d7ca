using System.Globalization;

namespace Kirimy.Client.Texts;

/// <summary>A text as it is sent: one message or, where it is too long for one, several numbered ones; or why it can't be sent.</summary>
/// <remarks>
/// <para>
/// The number is in the first line of a part, <c>(1/3)</c>: there it is seen although WhatsApp folds long messages, and what follows begins
/// its line as before. Number and marks count into the limit. No character, as a person counts them, is cut; where a single one is longer
/// than a message, the text is refused.
/// </para>
/// <para>
/// Monospace is a block of <c>```</c> around each part, in the lines of the text itself: WhatsApp shows a line break behind the mark as an
/// empty line.
/// </para>
/// </remarks>
public sealed class MessageParts
{
    private MessageParts(IReadOnlyList<string> texts) => Texts = texts;

    private MessageParts(string errorCode, string errorMessage)
    {
        Texts = [];
        ErrorCode = errorCode;
        ErrorMessage = errorMessage;
    }

    /// <summary>The texts in their order, each ready to be sent; empty when there is an error.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>MESSAGE_EMPTY, MESSAGE_TOO_LONG or MESSAGE_INVALID; null when the text can be sent.</summary>
    public string? ErrorCode { get; }

    /// <summary>What is wrong and what to do, when something is.</summary>
    public string? ErrorMessage { get; }

    /// <summary>Makes a text ready to be sent. Never throws on a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="overflow">What to do when it is longer than <see cref="MessageText.LongestUnits"/>.</param>
    /// <param name="monospace">Whether it is shown in letters of one width, as the output of a command.</param>
    public static MessageParts Of(string? text, MessageOverflow overflow = MessageOverflow.Error, bool monospace = false) =>
        Of(text, overflow, monospace, MessageText.LongestUnits);

    internal static MessageParts Of(string? text, MessageOverflow overflow, bool monospace, int limit)
    {
        var lines = MessageText.Clean(text ?? string.Empty);
        if (monospace)
        {
            lines = MonospaceText.Of(lines);
        }

        if (MessageText.IsBlank(lines))
        {
            return new(Kirimy.ErrorCode.MessageEmpty, Text.Message_Empty);
        }

        var broken = MessageText.BrokenSurrogate(lines);
        if (broken >= 0)
        {
            return new(Kirimy.ErrorCode.MessageInvalid, Text.Message_Invalid.With(broken + 1));
        }

        var whole = monospace ? CodeBlock.Around(lines) : lines;
        if (whole.Length <= limit)
        {
            return new([whole]);
        }

        return overflow switch
        {
            MessageOverflow.Split => Split(lines, monospace, limit),
            MessageOverflow.Truncate => Truncate(lines, monospace, limit),
            _ => new(
                Kirimy.ErrorCode.MessageTooLong,
                Text.Message_TooLong.With(whole.Length, new StringInfo(whole).LengthInTextElements, limit)
            ),
        };
    }

    private static MessageParts Split(string text, bool monospace, int limit)
    {
        if (TextSplitter.Split(text, limit, monospace) is not { } parts)
        {
            return CharacterTooLong(limit);
        }

        // Without the white space at its end, the text may fit into one message.
        return parts.Count == 1 ? new([parts[0].Marked]) : new([.. parts.Select((part, i) => part.Numbered(i + 1, parts.Count))]);
    }

    private static MessageParts Truncate(string text, bool monospace, int limit) =>
        TextSplitter.Truncate(text, limit, monospace) is { } cut ? new([cut]) : CharacterTooLong(limit);

    private static MessageParts CharacterTooLong(int limit) =>
        new(Kirimy.ErrorCode.MessageTooLong, Text.Message_CharacterTooLong.With(limit));
}
