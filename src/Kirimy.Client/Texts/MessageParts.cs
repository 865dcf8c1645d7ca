namespace Kirimy.Client.Texts;

/// <summary>A text as it is sent: one message, several numbered messages if it is too long, or the error if it can't be sent.</summary>
internal sealed class MessageParts
{
    private MessageParts(IReadOnlyList<string> texts) => Texts = texts;

    private MessageParts(string errorCode, string errorMessage)
    {
        Texts = [];
        ErrorCode = errorCode;
        ErrorMessage = errorMessage;
    }

    public IReadOnlyList<string> Texts { get; }
    public string? ErrorCode { get; }
    public string? ErrorMessage { get; }

    /// <summary>Never throws for any text. The text of a command's output, for example, is monospace.</summary>
    public static MessageParts Of(
        string? text,
        MessageOverflow overflow = MessageOverflow.Error,
        bool monospace = false,
        int limit = MessageText.MaxUnits
    )
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
