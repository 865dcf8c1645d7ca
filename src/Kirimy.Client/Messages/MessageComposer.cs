using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Messages;

/// <summary>Factory of outgoing messages: validates an input and creates the message, or the result with the error. Thread-safe.</summary>
/// <param name="region">The country of numbers without a country code.</param>
/// <param name="time">The clock.</param>
public sealed class MessageComposer(string region, TimeProvider time)
{
    /// <summary>Creates a composer with the system's clock. Cmdlets can't name TimeProvider, which is a package's type on net472.</summary>
    /// <param name="region">The country of numbers without a country code.</param>
    public MessageComposer(string region)
        : this(region, TimeProvider.System) { }

    /// <summary>How to handle a text that is too long for one message.</summary>
    public MessageOverflow Overflow { get; init; }

    /// <summary>Whether texts are shown in a monospace font.</summary>
    public bool Monospace { get; init; }

    /// <summary>The batch of the messages, also for the results of those that can't be sent.</summary>
    public string? BatchId { get; init; }

    /// <summary>Validates and creates a message.</summary>
    /// <param name="index">The position in the input, from 0.</param>
    /// <param name="number">The recipient as written.</param>
    /// <param name="text">The text.</param>
    /// <param name="sessionIds">The sessions that may send it, the preferred one first.</param>
    /// <param name="refusal">The result if it can't be sent; otherwise null.</param>
    /// <param name="source">The origin in the input.</param>
    /// <returns>The message; null if it can't be sent.</returns>
    public OutgoingMessage? Compose(
        int index,
        string? number,
        string? text,
        IReadOnlyList<string> sessionIds,
        out SendResult? refusal,
        MessageSource? source = null
    )
    {
        var read = PhoneNumberReader.Read(number, region);
        var parts = MessageParts.Of(text, Overflow, Monospace);
        if ((ProblemOf(read) ?? ProblemOf(parts) ?? ProblemOf(sessionIds)) is not { } problem)
        {
            refusal = null;
            return parts.Texts.Count == 1
                ? new OutgoingMessage(index, read.Recipient!, parts.Texts[0], sessionIds) { Source = source }
                : new OutgoingMessage(index, read.Recipient!, MessageText.Clean(text!), sessionIds)
                {
                    Parts = parts.Texts,
                    Source = source,
                };
        }

        var session = sessionIds.Count > 0 ? sessionIds[0] : null;
        refusal = Refuse(index, read.Recipient ?? number, session, problem.Code, problem.Message, source);
        return null;
    }

    /// <summary>Lists all errors of a message, in the order of the checks in <see cref="Compose"/>.</summary>
    /// <param name="number">The recipient as written.</param>
    /// <param name="text">The text.</param>
    /// <param name="sessionIds">The sessions that may send it.</param>
    /// <param name="isRead">Whether the input could be read. If not, its text isn't checked.</param>
    public IEnumerable<MessageProblem> Problems(string? number, string? text, IReadOnlyList<string> sessionIds, bool isRead)
    {
        var problems = new[]
        {
            number is null && !isRead ? null : ProblemOf(PhoneNumberReader.Read(number, region)),
            isRead ? ProblemOf(MessageParts.Of(text, Overflow, Monospace)) : null,
            ProblemOf(sessionIds),
        };
        return problems.OfType<MessageProblem>();
    }

    /// <summary>Whether a text is too long for one message.</summary>
    public bool IsTooLong(string? text) => MessageParts.Of(text, MessageOverflow.Error, Monospace).ErrorCode == ErrorCode.MessageTooLong;

    /// <summary>Creates the result of an input that can't be sent.</summary>
    /// <param name="index">The position in the input, from 0.</param>
    /// <param name="recipient">The recipient, if it is known.</param>
    /// <param name="sessionId">The session that would have sent.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="explanation">The problem and the recommended action.</param>
    /// <param name="source">The origin in the input.</param>
    public SendResult Refuse(
        int index,
        string? recipient,
        string? sessionId,
        string code,
        string? explanation,
        MessageSource? source = null
    ) => CreateResult(index, recipient, sessionId, DeliveryStatus.Failed, code, explanation, source);

    /// <summary>Creates the result of a message that isn't sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">Skipped or NotSent.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="explanation">The reason.</param>
    public SendResult CreateSkipped(OutgoingMessage message, DeliveryStatus status, string code, string explanation) =>
        CreateResult(message.Index, message.Recipient, message.SessionIds[0], status, code, explanation, message.Source);

    private static MessageProblem? ProblemOf(NumberResult recipient) =>
        recipient.IsValid ? null : new MessageProblem(ErrorCode.InvalidPhoneNumber, recipient.Advice!, reason: recipient.Reason);

    private static MessageProblem? ProblemOf(MessageParts parts) =>
        parts.ErrorCode is { } code ? new MessageProblem(code, parts.ErrorMessage!) : null;

    private static MessageProblem? ProblemOf(IReadOnlyList<string> sessionIds) =>
        sessionIds.Count == 0 ? new MessageProblem(ErrorCode.SessionIdMissing, Text.Compose_NoSession) : null;

    private SendResult CreateResult(
        int index,
        string? recipient,
        string? sessionId,
        DeliveryStatus status,
        string code,
        string? explanation,
        MessageSource? source
    ) =>
        new()
        {
            Index = index,
            Recipient = recipient,
            SessionId = sessionId,
            Status = status,
            Timestamp = time.GetLocalNow(),
            ErrorCode = code,
            ErrorMessage = explanation,
            BatchId = BatchId,
            Source = source,
        };
}
