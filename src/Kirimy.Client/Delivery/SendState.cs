using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>What happened to one message so far.</summary>
internal sealed class SendState(OutgoingMessage message, IClaim claim, TimeProvider time)
{
    /// <summary>
    /// How long after its body began to go out a request has arrived at the latest, when the answer takes longer than that: the way
    /// there, not the service's work.
    /// </summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(500);

    private ApiResponse? uncertain;
    private DeliveryStatus? skipped;
    private long began;

    public OutgoingMessage Message { get; } = message;

    /// <summary>Its page in the ledger.</summary>
    public IClaim Claim { get; } = claim;

    /// <summary>What the ledger is still to be told of the last request.</summary>
    public RequestEnd? LastRequest { get; private set; }

    /// <summary>The last answer, or what stands for it.</summary>
    public ApiResponse? Last { get; private set; }

    public bool IsOver { get; set; }

    public int Attempts { get; private set; }

    public int Repeats { get; set; }

    /// <summary>Whether a request may have arrived. From then on the message is Sent or Unknown, whatever later requests came to.</summary>
    public bool MayHaveArrived => uncertain is not null;

    private string? SessionId { get; set; }

    /// <summary>A request is about to be made.</summary>
    public void Begin()
    {
        if (Attempts++ == 0)
        {
            began = time.GetTimestamp();
        }
    }

    /// <summary>Takes note of what a request came to.</summary>
    public void Record(string session, ApiResponse reply)
    {
        SessionId = session;
        Last = reply;
        if (reply.Kind is ResponseKind.Uncertain or ResponseKind.Unreadable)
        {
            uncertain = reply;
        }

        var counts = reply.Kind is ResponseKind.Accepted or ResponseKind.Uncertain or ResponseKind.Unreadable;
        LastRequest = new RequestEnd(reply.Elapsed > LongestWay ? reply.Elapsed - LongestWay : TimeSpan.Zero, counts);
    }

    /// <summary>Tells the ledger of the last request when another may follow.</summary>
    public async Task ReleaseAsync(CancellationToken abort)
    {
        if (LastRequest is { } request)
        {
            // What the ledger did not take, it is told again at the end.
            await Claim.ReleaseAsync(request, abort).ConfigureAwait(false);
            LastRequest = null;
        }
    }

    /// <summary>
    /// Ends the message because of what the ledger knows of it: it was sent before, is somebody else's, or may have arrived in an earlier
    /// run.
    /// </summary>
    public void Follow(Admission admission)
    {
        var earlier = Claim.Earlier;
        SessionId = earlier?.SessionId;
        Last = admission switch
        {
            Admission.AlreadySent => new ApiResponse
            {
                Kind = ResponseKind.NotReached,
                Code = ErrorCode.AlreadySent,
                Text = Text.Ledger_AlreadySent.With(earlier!.Timestamp.ToLocalTime()),
                MessageId = earlier.MessageId,
                Timestamp = earlier.Timestamp,
            },
            Admission.InProgress => new ApiResponse
            {
                Kind = ResponseKind.NotReached,
                Code = ErrorCode.InProgress,
                Text = Text.Ledger_InProgress,
            },
            _ => Left(earlier!),
        };
        skipped = admission is Admission.AlreadySent or Admission.InProgress ? DeliveryStatus.Skipped : null;
        IsOver = true;
    }

    /// <summary>The session can't send it. Another one may.</summary>
    public void Refuse(string session, ApiResponse reply)
    {
        SessionId = session;
        Last = reply;
    }

    /// <summary>Ends the message for a reason that another message met: no session is left, or the batch has ended.</summary>
    public void GiveUp(ApiResponse reason)
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
        if (Last is null or { Kind: ResponseKind.Refused })
        {
            Last = new ApiResponse
            {
                Kind = ResponseKind.NotReached,
                Code = ErrorCode.Cancelled,
                Text = Text.Client_CancelledBefore,
            };
        }

        IsOver = true;
    }

    public SendResult ToResult()
    {
        // What is sent again although it may have arrived in an earlier run: now it is Sent, or stays Unknown.
        var before = skipped is null && Claim.Earlier is { Status: DeliveryStatus.Unknown } earlier ? Left(earlier) : null;
        var reply = Last!.Kind == ResponseKind.Accepted ? Last : uncertain ?? before ?? Last;
        var status = skipped ?? RetryPolicy.StatusOf(reply.Kind);
        return new SendResult
        {
            Index = Message.Index,
            Receive = Message.Receive,
            SessionId = SessionId ?? Message.SessionIds[0],
            Status = status,
            PartsSent = status == DeliveryStatus.Sent || reply.Code == ErrorCode.AlreadySent ? 1 : 0,
            MessageId = reply.MessageId,
            Timestamp = reply.Timestamp?.ToLocalTime() ?? time.GetLocalNow(),
            ErrorCode = reply.Code,
            ErrorMessage = reply.Text,
            HttpStatus = reply.HttpStatus,
            Attempts = Attempts,
            Duration = Attempts == 0 ? TimeSpan.Zero : time.GetElapsedTime(began),
            BatchId = Message.Identity?.BatchId,
            MessageKey = Message.Identity?.Key,
            HeldBack = Message.HeldBack,
            Source = Message.Source,
        };
    }

    /// <summary>What an earlier run knew of the request that it left.</summary>
    private static ApiResponse Left(DeliveryRecord record) =>
        new()
        {
            Kind = ResponseKind.Uncertain,
            Code = record.ErrorCode ?? ErrorCode.DeliveryUnknown,
            Text = Text.Ledger_MayHaveArrived.With(record.Timestamp.ToLocalTime()),
            HttpStatus = record.HttpStatus,
        };
}
