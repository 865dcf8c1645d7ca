using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>From what a row says to a message that can be sent, or to the result that says why it can't.</summary>
public sealed class Composer
{
    private readonly string region;
    private readonly TimeProvider time;

    /// <summary>A composer by the system's clock.</summary>
    /// <param name="region">The country of numbers written without a country code, as ISO 3166-1 alpha-2.</param>
    public Composer(string region)
        : this(region, TimeProvider.System) { }

    internal Composer(string region, TimeProvider time)
    {
        this.region = region;
        this.time = time;
    }

    /// <summary>Checks one message.</summary>
    /// <param name="index">Its position in the input, from 0.</param>
    /// <param name="number">The recipient as it was written.</param>
    /// <param name="text">The text.</param>
    /// <param name="sessionIds">The sessions that may send it, the preferred one first.</param>
    /// <param name="refusal">Why it can't be sent, when it can't.</param>
    /// <returns>The message; null when it can't be sent.</returns>
    public OutgoingMessage? Compose(int index, string? number, string? text, IReadOnlyList<string> sessionIds, out SendResult? refusal)
    {
        _ = sessionIds ?? throw new ArgumentNullException(nameof(sessionIds));
        var recipient = PhoneNumberReader.Read(number, region);
        var message = MessageText.Read(text);
        var (code, explanation) =
            !recipient.IsValid ? (ErrorCode.InvalidPhoneNumber, recipient.Advice)
            : !IndonesianNumber.Is(recipient) ? (ErrorCode.InvalidPhoneNumber, Text.Compose_Foreign.With(recipient.E164))
            : message.ErrorCode is not null ? (message.ErrorCode, message.ErrorMessage)
            : sessionIds.Count == 0 ? (ErrorCode.SessionIdMissing, Text.Compose_NoSession)
            : (null, null);
        if (code is null)
        {
            refusal = null;
            return new OutgoingMessage(index, recipient.Receive!, message.Value, sessionIds);
        }

        refusal = Refuse(index, recipient.Receive ?? number, sessionIds.Count > 0 ? sessionIds[0] : null, code, explanation);
        return null;
    }

    /// <summary>The result of an input that can't be sent.</summary>
    /// <param name="index">Its position in the input, from 0.</param>
    /// <param name="receive">The recipient, as far as it is known.</param>
    /// <param name="sessionId">The session that would have sent.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="explanation">What is wrong and what to do.</param>
    public SendResult Refuse(int index, string? receive, string? sessionId, string code, string? explanation) =>
        End(index, receive, sessionId, DeliveryStatus.Failed, code, explanation);

    /// <summary>The result of a message that is left alone.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">Skipped or NotSent.</param>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="explanation">Why.</param>
    public SendResult LeaveOut(OutgoingMessage message, DeliveryStatus status, string code, string explanation)
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        return End(message.Index, message.Receive, message.SessionIds[0], status, code, explanation);
    }

    private SendResult End(int index, string? receive, string? sessionId, DeliveryStatus status, string code, string? explanation) =>
        new()
        {
            Index = index,
            Receive = receive,
            SessionId = sessionId,
            Status = status,
            Timestamp = time.GetLocalNow(),
            ErrorCode = code,
            ErrorMessage = explanation,
        };
}
