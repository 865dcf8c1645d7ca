using Kirimy.Client.Api;
using Kirimy.Client.Ledger;

namespace Kirimy.Client.Delivery;

/// <summary>What happened to one message so far.</summary>
internal sealed class Journey(OutgoingMessage message, IClaim claim)
{
    /// <summary>
    /// How long after its body began to go out a request has arrived at the latest, when the answer takes longer than that: the way
    /// there, not the service's work.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(500);

    private ApiReply? uncertain;

    public OutgoingMessage Message { get; } = message;

    /// <summary>Its page in the ledger.</summary>
    public IClaim Claim { get; } = claim;

    /// <summary>What the ledger is still to be told of the last request.</summary>
    public RequestEnd? LastRequest { get; private set; }

    /// <summary>The last answer, or what stands for it.</summary>
    public ApiReply? Last { get; private set; }

    public bool IsOver { get; set; }

    public int Attempts { get; private set; }

    public int Repeats { get; set; }

    /// <summary>Whether a request may have arrived. From then on the message is Sent or Unknown, whatever later requests came to.</summary>
    public bool MayHaveArrived => uncertain is not null;

    private string? SessionId { get; set; }

    /// <summary>Takes note of a request.</summary>
    public void Record(string session, ApiReply reply)
    {
        Attempts++;
        SessionId = session;
        Last = reply;
        if (reply.Kind is ReplyKind.Uncertain or ReplyKind.Unreadable)
        {
            uncertain = reply;
        }

        var counts = reply.Kind is ReplyKind.Accepted or ReplyKind.Uncertain or ReplyKind.Unreadable;
        LastRequest = new RequestEnd(reply.Elapsed > LongestWay ? reply.Elapsed - LongestWay : TimeSpan.Zero, counts);
    }

    /// <summary>Tells the ledger of the last request when another may follow.</summary>
    public async Task ReleaseAsync()
    {
        if (LastRequest is { } request)
        {
            LastRequest = null;
            await Claim.ReleaseAsync(request).ConfigureAwait(false);
        }
    }

    /// <summary>The session can't send it. Another one may.</summary>
    public void Refuse(string session, ApiReply reply)
    {
        SessionId = session;
        Last = reply;
    }

    /// <summary>Ends the message for a reason that another message met: no session is left, or the batch has ended.</summary>
    public void GiveUp(ApiReply reason)
    {
        Last = reason with { HttpStatus = null };
        IsOver = true;
    }

    /// <summary>
    /// Ends the message because the pipeline was stopped. What kept it waiting stays its reason; a session that refused it does not,
    /// since another would have sent it.
    /// </summary>
    public void Stop()
    {
        if (Last is null or { Kind: ReplyKind.Refused })
        {
            Last = new ApiReply
            {
                Kind = ReplyKind.NotReached,
                Code = ErrorCode.Cancelled,
                Text = Text.Client_CancelledBefore,
            };
        }

        IsOver = true;
    }

    public SendResult ToResult(DateTimeOffset now, TimeSpan duration)
    {
        var reply = Last!.Kind == ReplyKind.Accepted ? Last : uncertain ?? Last;
        return new SendResult
        {
            Index = Message.Index,
            Receive = Message.Receive,
            SessionId = SessionId ?? Message.SessionIds[0],
            Status = RepeatTable.StatusOf(reply.Kind),
            MessageId = reply.MessageId,
            Timestamp = reply.Timestamp?.ToLocalTime() ?? now,
            ErrorCode = reply.Code,
            ErrorMessage = reply.Text,
            HttpStatus = reply.HttpStatus,
            Attempts = Attempts,
            Duration = duration,
        };
    }
}
