namespace Kirimy.Client.Texts;

/// <summary>
/// A text as it is sent: one message, several numbered messages if it is too long for one, or the error if it can't be sent.
/// </summary>
/// <remarks>
/// <para>
/// The first line of a part is its number, <c>(1/3)</c>, because WhatsApp folds long messages and the next line begins as in the text.
/// Number and marks count toward the limit. No grapheme is cut; if a single one is longer than a message, the text is refused.
/// </para>
/// <para>
/// A monospace text has <c>```</c> around each part, on the lines of the text itself, because WhatsApp shows a line break next to the
/// mark as an empty line.
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

    /// <summary>The texts to send, in their order; empty if there is an error.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>MESSAGE_EMPTY, MESSAGE_TOO_LONG or MESSAGE_INVALID; null if the text can be sent.</summary>
    public string? ErrorCode { get; }

    /// <summary>The problem and the recommended action; null if the text can be sent.</summary>
    public string? ErrorMessage { get; }

    /// <summary>Prepares a text for sending. Never throws for any text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="overflow">How to handle a text that is longer than <see cref="MessageText.MaxUnits"/>.</param>
    /// <param name="monospace">Whether it is shown in a monospace font, such as the output of a command.</param>
    public static MessageParts Of(string? text, MessageOverflow overflow = MessageOverflow.Error, bool monospace = false) =>
        Of(text, overflow, monospace, MessageText.MaxUnits);

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

        var whole = monospace ? CodeBlock.AddMarks(lines) : lines;
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

        // Without its trailing white space, the text may fit into one message.
        return parts.Count == 1 ? new([parts[0].Marked]) : new([.. parts.Select((part, i) => part.Numbered(i + 1, parts.Count))]);
    }

    private static MessageParts Truncate(string text, bool monospace, int limit) =>
        TextSplitter.Truncate(text, limit, monospace) is { } cut ? new([cut]) : CharacterTooLong(limit);

    private static MessageParts CharacterTooLong(int limit) =>
        new(Kirimy.ErrorCode.MessageTooLong, Text.Message_CharacterTooLong.With(limit));
}
