using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Messages;

/// <summary>From what a row says to a message that can be sent, or to the result that says why it can't.</summary>
public sealed class MessageComposer
{
    private readonly string region;
    private readonly TimeProvider time;

    /// <summary>A composer by the system's clock.</summary>
    public MessageComposer(string region)
        : this(region, TimeProvider.System) { }

    internal MessageComposer(string region, TimeProvider time)
    {
        this.region = region;
        this.time = time;
    }

    /// <summary>What becomes of a text that is too long for one message.</summary>
    public MessageOverflow Overflow { get; init; }

    /// <summary>Whether texts are shown in letters of one width.</summary>
    public bool Monospace { get; init; }

    /// <summary>The batch that the messages belong to; stands in the results of those that can't be sent, too.</summary>
    public string? BatchId { get; init; }

    /// <summary>Checks one message.</summary>
    /// <param name="index">Its position in the input, from 0.</param>
    /// <param name="number">The recipient as it was written.</param>
    /// <param name="text">The text.</param>
    /// <param name="sessionIds">The sessions that may send it, the preferred one first.</param>
    /// <param name="refusal">Why it can't be sent, when it can't.</param>
    /// <param name="source">Where in the input it comes from.</param>
    /// <returns>The message; null when it can't be sent.</returns>
    public OutgoingMessage? Compose(
        int index,
        string? number,
        string? text,
        IReadOnlyList<string> sessionIds,
        out SendResult? refusal,
        MessageSource? source = null
    )
    {
        var problem = ReadRecipient(number, out var recipient);
        var parts = MessageParts.Of(text, Overflow, Monospace);
        problem ??= ProblemOf(parts) ?? ProblemOf(sessionIds);
        if (problem is null)
        {
            refusal = null;
            return parts.Texts.Count == 1
                ? new OutgoingMessage(index, recipient!, parts.Texts[0], sessionIds) { Source = source }
                : new OutgoingMessage(index, recipient!, MessageText.Clean(text!), sessionIds) { Parts = parts.Texts, Source = source };
        }

        var session = sessionIds.Count > 0 ? sessionIds[0] : null;
        refusal = Refuse(index, recipient ?? number, session, problem.Code, problem.Message, source);
        return null;
    }

    /// <summary>All that keeps a message from being sent, in the order in which <see cref="Compose"/> looks at it.</summary>
    /// <param name="number">The recipient as it was written.</param>
    /// <param name="text">The text.</param>
    /// <param name="sessionIds">The sessions that may send it.</param>
    /// <param name="isRead">Whether the text is all that there is; not where it could not be made, and so can't be judged.</param>
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

    /// <summary>Whether a text is longer than one message may be, whatever becomes of it then.</summary>
    public bool IsTooLong(string? text) => MessageParts.Of(text, MessageOverflow.Error, Monospace).ErrorCode == ErrorCode.MessageTooLong;

    /// <summary>The result of an input that can't be sent.</summary>
    /// <param name="index">Its position in the input, from 0.</param>
    /// <param name="recipient">The recipient, as far as it is known.</param>
    /// <param name="sessionId">The session that would have sent.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="explanation">What is wrong and what to do.</param>
    /// <param name="source">Where in the input it comes from.</param>
    public SendResult Refuse(
        int index,
        string? recipient,
        string? sessionId,
        string code,
        string? explanation,
        MessageSource? source = null
    ) => End(index, recipient, sessionId, DeliveryStatus.Failed, code, explanation, source);

    /// <summary>The result of a message that is left alone.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">Skipped or NotSent.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="explanation">Why.</param>
    public SendResult LeaveOut(OutgoingMessage message, DeliveryStatus status, string code, string explanation)
    {
        return End(message.Index, message.Recipient, message.SessionIds[0], status, code, explanation, message.Source);
    }

    /// <summary>Reads a number.</summary>
    /// <param name="number">The recipient as it was written.</param>
    /// <param name="recipient">The number in the service's form; null if it can't be sent to.</param>
    /// <returns>The reason that it can't be sent to; null if it can.</returns>
    private MessageProblem? ReadRecipient(string? number, out string? recipient)
    {
        var read = PhoneNumberReader.Read(number, region);
        recipient = read.Recipient;
        return ProblemOf(read);
    }

    private static MessageProblem? ProblemOf(NumberResult recipient) =>
        recipient.IsValid ? null : new MessageProblem(ErrorCode.InvalidPhoneNumber, recipient.Advice!, reason: recipient.Reason);

    private static MessageProblem? ProblemOf(MessageParts parts) =>
        parts.ErrorCode is { } code ? new MessageProblem(code, parts.ErrorMessage!) : null;

    private static MessageProblem? ProblemOf(IReadOnlyList<string> sessionIds) =>
        sessionIds.Count == 0 ? new MessageProblem(ErrorCode.SessionIdMissing, Text.Compose_NoSession) : null;

    private SendResult End(
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
