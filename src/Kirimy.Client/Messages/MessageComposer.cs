using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Messages;

/// <summary>Factory of outgoing messages: validates an input and creates the message, or the result with the error. Thread-safe.</summary>
internal sealed class MessageComposer(string region)
{
    public MessageOverflow Overflow { get; init; }
    public bool Monospace { get; init; }

    /// <summary>Also for the results of messages that can't be sent.</summary>
    public string? BatchId { get; init; }

    /// <summary>Null if the message can't be sent; then there is a refusal.</summary>
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
            var isWhole = parts.Texts.Count == 1;
            return new OutgoingMessage(index, read.Recipient!, isWhole ? parts.Texts[0] : MessageText.Clean(text!), sessionIds)
            {
                Parts = isWhole ? [] : parts.Texts,
                Source = source,
            };
        }

        var session = sessionIds.Count > 0 ? sessionIds[0] : null;
        refusal = Refuse(index, read.Recipient ?? number, session, problem.Code, problem.Message, source);
        return null;
    }

    /// <summary>All errors, in the order of <see cref="Compose"/>. If the input couldn't be read, its text isn't checked.</summary>
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

    public bool IsTooLong(string? text) => MessageParts.Of(text, MessageOverflow.Error, Monospace).ErrorCode == ErrorCode.MessageTooLong;

    public SendResult Refuse(
        int index,
        string? recipient,
        string? sessionId,
        string code,
        string? explanation,
        MessageSource? source = null,
        DeliveryStatus status = DeliveryStatus.Failed
    ) =>
        new()
        {
            Index = index,
            Recipient = recipient,
            SessionId = sessionId,
            Status = status,
            Timestamp = TimeProvider.System.GetLocalNow(),
            ErrorCode = code,
            ErrorMessage = explanation,
            BatchId = BatchId,
            Source = source,
        };

    public SendResult Skip(OutgoingMessage message, string code, string explanation) =>
        Refuse(message.Index, message.Recipient, message.SessionIds[0], code, explanation, message.Source, DeliveryStatus.Skipped);

    private static MessageProblem? ProblemOf(NumberResult recipient) =>
        recipient.IsValid ? null : new MessageProblem(ErrorCode.InvalidPhoneNumber, recipient.Advice!, reason: recipient.Reason);

    private static MessageProblem? ProblemOf(MessageParts parts) =>
        parts.ErrorCode is { } code ? new MessageProblem(code, parts.ErrorMessage!) : null;

    private static MessageProblem? ProblemOf(IReadOnlyList<string> sessionIds) =>
        sessionIds.Count == 0 ? new MessageProblem(ErrorCode.SessionIdMissing, Text.Compose_NoSession) : null;
}

/// <summary>A validated message to <c>62…</c> with LF line breaks, and the sessions that may send it, the preferred one first.</summary>
internal sealed record OutgoingMessage(int Index, string Recipient, string Text, IReadOnlyList<string> SessionIds)
{
    /// <summary>Null for a message that is always new.</summary>
    public IdempotencyKey? Identity { get; init; }

    public Alert? Alert { get; init; }
    public MessageSource? Source { get; init; }

    /// <summary>The text of a part's message, which the ledger keeps, so the record can be sent again.</summary>
    internal string? Whole { get; init; }

    /// <summary>The number of equal alerts that were suppressed before it.</summary>
    internal int SuppressedCount { get; init; }

    /// <summary>Each part has its own request, record and place in the limits. Empty if it is sent as one message.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
