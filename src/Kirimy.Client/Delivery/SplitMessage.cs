using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>
/// A message that is sent in several parts, and the one result of them all. A part follows only if the one before it is known to be sent,
/// and by the same session: the recipient gets the parts in order, from one number.
/// </summary>
internal sealed class SplitMessage(OutgoingMessage whole)
{
    private readonly List<SendResult> results = [];

    /// <summary>The part to send next; null if there is none, or none may follow.</summary>
    public OutgoingMessage? Next()
    {
        var done = results.Count;
        if (done == whole.Parts.Count || (done > 0 && results[done - 1].PartsSent == 0))
        {
            return null;
        }

        // An earlier run may have used a session that is not among those of this one.
        var earlier = done > 0 ? results[done - 1].SessionId : null;
        return whole with
        {
            Text = whole.Parts[done],
            Whole = whole.Text,
            Parts = [],
            Identity = whole.Identity?.ForPart(done + 1),
            SessionIds = earlier is not null && whole.SessionIds.Contains(earlier) ? [earlier] : whole.SessionIds,
        };
    }

    /// <summary>Adds the result of a part.</summary>
    public void Add(SendResult result) => results.Add(result);

    /// <summary>The result of the message.</summary>
    /// <remarks>
    /// NotSent means that a message can be sent again without harm, which isn't true once a part was sent. The message is then Failed, or
    /// Unknown if the last part may have arrived.
    /// </remarks>
    public SendResult ToResult()
    {
        var last = results[results.Count - 1];
        var sent = results.Sum(result => result.PartsSent);
        var sentNow = results.Exists(result => result.Status == DeliveryStatus.Sent);
        var (status, code, explanation) = last switch
        {
            { PartsSent: 1 } when sentNow => (DeliveryStatus.Sent, null, null),
            { PartsSent: 1 } => (DeliveryStatus.Skipped, ErrorCode.AlreadySent, last.ErrorMessage),
            { Status: DeliveryStatus.Unknown } => (
                DeliveryStatus.Unknown,
                last.ErrorCode,
                Text.Delivery_PartUnknown.With(results.Count, whole.Parts.Count, sent, last.ErrorMessage)
            ),
            { Status: DeliveryStatus.Skipped } => (last.Status, last.ErrorCode, last.ErrorMessage),
            _ when sent > 0 => (
                DeliveryStatus.Failed,
                ErrorCode.PartlySent,
                Text.Delivery_PartlySent.With(sent, whole.Parts.Count, results.Count, $"{last.ErrorCode}: {last.ErrorMessage}")
            ),
            _ => (last.Status, last.ErrorCode, last.ErrorMessage),
        };
        return new SendResult
        {
            Index = whole.Index,
            Recipient = whole.Recipient,
            SessionId = last.SessionId,
            Status = status,
            MessageId = results[0].MessageId,
            Timestamp = last.Timestamp,
            ErrorCode = code,
            ErrorMessage = explanation,
            HttpStatus = last.HttpStatus,
            Attempts = results.Sum(result => result.Attempts),
            Duration = TimeSpan.FromTicks(results.Sum(result => result.Duration.Ticks)),
            Parts = whole.Parts.Count,
            PartsSent = sent,
            BatchId = whole.Identity?.BatchId,
            MessageKey = whole.Identity?.Key,
            SuppressedCount = whole.SuppressedCount,
            Source = whole.Source,
        };
    }
}
