using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>The state of one message between its first reservation and its result. Not thread-safe.</summary>
internal sealed class SendState(OutgoingMessage message, LedgerEntry entry, TimeProvider time)
{
    /// <summary>
    /// The maximum time from the first byte of a request's body to its arrival at the service. If a response takes longer, the rest is
    /// the service's work.
    /// </summary>
    private static readonly TimeSpan MaxTransit = TimeSpan.FromMilliseconds(500);

    private ApiResponse? uncertain;
    private DeliveryStatus? skipped;
    private string? sessionId;
    private long began;

    public OutgoingMessage Message { get; } = message;

    /// <summary>The message's entry in the ledger.</summary>
    public LedgerEntry Entry { get; } = entry;

    /// <summary>The last request, until its end is recorded in the ledger.</summary>
    public RequestEnd? UnreleasedRequest { get; private set; }

    /// <summary>The last response, or the reason why there is none.</summary>
    public ApiResponse? Last { get; private set; }

    /// <summary>Whether the message has its result.</summary>
    public bool IsDone { get; private set; }

    public int Attempts { get; private set; }

    public int Retries { get; set; }

    /// <summary>The message's sessions that reached their daily limit, in the order in which they did.</summary>
    public List<FullSession> FullSessions { get; } = [];

    /// <summary>
    /// Whether a request may have arrived. From then on, the message ends as Sent or Unknown, regardless of later requests.
    /// </summary>
    public bool MayHaveArrived => uncertain is not null;

    /// <summary>Counts a request that is about to be made.</summary>
    public void BeginRequest()
    {
        if (Attempts++ == 0)
        {
            began = time.GetTimestamp();
        }
    }

    /// <summary>Records the outcome of a request.</summary>
    public void RecordOutcome(string session, ApiResponse response)
    {
        sessionId = session;
        Last = response;
        if (response.Kind is ResponseKind.Uncertain or ResponseKind.Unreadable)
        {
            uncertain = response;
        }

        var counts = response.Kind is ResponseKind.Accepted or ResponseKind.Uncertain or ResponseKind.Unreadable;
        UnreleasedRequest = new RequestEnd(response.Elapsed > MaxTransit ? response.Elapsed - MaxTransit : TimeSpan.Zero, counts);
    }

    /// <summary>Releases the last request in the ledger; another one may follow.</summary>
    public async Task ReleaseRequestAsync(CancellationToken abort)
    {
        if (UnreleasedRequest is { } request)
        {
            // If this fails, it is recorded at the end.
            await Entry.ReleaseAsync(request, abort).ConfigureAwait(false);
            UnreleasedRequest = null;
        }
    }

    /// <summary>Ends the message: the last response is its result.</summary>
    public void Finish() => IsDone = true;

    /// <summary>
    /// Ends the message because of its record in the ledger: it was sent before, another process owns it, or it may have arrived in an
    /// earlier run.
    /// </summary>
    public void FinishAsRecorded(ReservationResult result)
    {
        var earlier = Entry.Earlier;
        sessionId = earlier?.SessionId;
        Last = result switch
        {
            ReservationResult.AlreadySent => NotSent(
                ErrorCode.AlreadySent,
                Text.Ledger_AlreadySent.With(earlier!.Timestamp.ToLocalTime())
            ) with
            {
                MessageId = earlier.MessageId,
                Timestamp = earlier.Timestamp,
            },
            ReservationResult.InProgress => NotSent(ErrorCode.InProgress, Text.Ledger_InProgress),
            _ => UnknownSince(earlier!),
        };
        skipped = result is ReservationResult.AlreadySent or ReservationResult.InProgress ? DeliveryStatus.Skipped : null;
        IsDone = true;
    }

    /// <summary>Records that a session can't send the message. Another one may.</summary>
    public void Refuse(string session, ApiResponse response)
    {
        sessionId = session;
        Last = response;
    }

    /// <summary>Ends the message for a reason that another message met: no session is left, or the batch has ended.</summary>
    public void GiveUp(ApiResponse reason)
    {
        Last = reason with { HttpStatus = null };
        IsDone = true;
    }

    /// <summary>
    /// Ends the message because the pipeline was stopped. If the message waited for something, that remains its reason. A refusal by one
    /// session doesn't, because another session would have sent the message.
    /// </summary>
    public void Stop()
    {
        if (Last is null or { Kind: ResponseKind.Refused })
        {
            Last = NotSent(ErrorCode.Cancelled, Text.Client_CancelledBefore);
        }

        IsDone = true;
    }

    public SendResult ToResult()
    {
        // A message that is sent again although it may have arrived in an earlier run ends as Sent, or stays Unknown.
        var before = skipped is null && Entry.Earlier is { Status: DeliveryStatus.Unknown } earlier ? UnknownSince(earlier) : null;
        var response = Last!.Kind == ResponseKind.Accepted ? Last : uncertain ?? before ?? Last;
        var status = skipped ?? RetryPolicy.StatusOf(response);
        return new SendResult
        {
            Index = Message.Index,
            Recipient = Message.Recipient,
            SessionId = sessionId ?? Message.SessionIds[0],
            Status = status,
            PartsSent = status == DeliveryStatus.Sent || response.Code == ErrorCode.AlreadySent ? 1 : 0,
            MessageId = response.MessageId,
            Timestamp = response.Timestamp?.ToLocalTime() ?? time.GetLocalNow(),
            ErrorCode = response.Code,
            ErrorMessage = response.Text,
            HttpStatus = response.HttpStatus,
            Attempts = Attempts,
            Duration = Attempts == 0 ? TimeSpan.Zero : time.GetElapsedTime(began),
            BatchId = Message.Identity?.BatchId,
            MessageKey = Message.Identity?.Key,
            SuppressedCount = Message.SuppressedCount,
            Source = Message.Source,
        };
    }

    /// <summary>Whether a session has reached its daily limit.</summary>
    public bool IsFull(string session) => FullSessions.Exists(full => full.SessionId == session);

    /// <summary>The outcome of a message that wasn't sent, without a request.</summary>
    public static ApiResponse NotSent(string code, string text) =>
        new()
        {
            Kind = ResponseKind.NotReached,
            Code = code,
            Text = text,
        };

    /// <summary>The result of a request that an earlier run left in flight.</summary>
    private static ApiResponse UnknownSince(DeliveryRecord record) =>
        new()
        {
            Kind = ResponseKind.Uncertain,
            Code = record.ErrorCode ?? ErrorCode.DeliveryUnknown,
            Text = Text.Ledger_MayHaveArrived.With(record.Timestamp.ToLocalTime()),
            HttpStatus = record.HttpStatus,
        };
}

/// <summary>A session that can't send more messages today.</summary>
/// <param name="Response">The outcome of a message that no other session can send.</param>
/// <param name="ResetsAt">When its daily limit resets, in local time.</param>
internal sealed record FullSession(string SessionId, ApiResponse Response, DateTimeOffset ResetsAt);
