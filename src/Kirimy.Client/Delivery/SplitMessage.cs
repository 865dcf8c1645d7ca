using System.Globalization;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>
/// A message that goes out in several parts, and the one result of them all. A part follows only when the one before it is known to be
/// sent, and by the same session: a reader gets them in order, from one number.
/// </summary>
/// <param name="whole">The message.</param>
internal sealed class SplitMessage(OutgoingMessage whole)
{
    /// <summary>What stands between a message's key and the number of its part: a no-break space, which nobody types into a key.</summary>
    private const string KeySeparator = "\u00a0(";

    private readonly List<SendResult> results = [];

    /// <summary>The part to send next; null when there is none, or none may follow.</summary>
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
            Identity = whole.Identity is { } identity ? PartOf(identity, done + 1) : null,
            SessionIds = earlier is not null && whole.SessionIds.Contains(earlier) ? [earlier] : whole.SessionIds,
        };
    }

    /// <summary>Takes note of what became of the part.</summary>
    public void Add(SendResult result) => results.Add(result);

    /// <summary>What became of the message.</summary>
    /// <remarks>
    /// NotSent says that a message can be sent again without harm; once a part was sent, that is no longer so. It is then Failed, or
    /// Unknown where the last part may have arrived.
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
            Receive = whole.Receive,
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
            HeldBack = whole.HeldBack,
            Source = whole.Source,
        };
    }

    /// <summary>The first part has the message's own key: what is known of the message without parts is known of its first.</summary>
    internal static IdempotencyKey PartOf(IdempotencyKey identity, int part) =>
        part == 1 ? identity : identity with { Key = identity.Key + KeySeparator + part.ToString(CultureInfo.InvariantCulture) + ")" };

    /// <summary>The key of the message that a part's key belongs to: who sends a part's record again means the message.</summary>
    internal static string KeyOfWhole(string key)
    {
        var end = key.LastIndexOf(KeySeparator, StringComparison.Ordinal);
        var number = end < 0 ? string.Empty : key.Substring(end + KeySeparator.Length);
        var isPart =
            end > 0 && number.EndsWith(")", StringComparison.Ordinal) && number.TrimEnd(')').All(static c => c is >= '0' and <= '9');
        return isPart ? key.Substring(0, end) : key;
    }
}
