namespace Kirimy.Client.Messages;

/// <summary>A text as it is sent: one message or, where it is too long for one, several numbered ones; or why it can't be sent.</summary>
public sealed class MessageParts
{
    private MessageParts(IReadOnlyList<string> texts, string? errorCode = null, string? errorMessage = null)
    {
        Texts = texts;
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
    public static MessageParts Of(string? text, MessageOverflow overflow = MessageOverflow.Error, bool monospace = false)
    {
        var message = MessageText.Read(text);
        return message.ErrorCode is null && overflow is not MessageOverflow.Split && !monospace
            ? new([message.Value])
            : new([], message.ErrorCode, message.ErrorMessage);
    }
}
