namespace Kirimy.Client.Reports;

/// <summary>One message in a report.</summary>
internal sealed record ReportRow
{
    /// <summary>From 0.</summary>
    public int? Index { get; init; }

    public bool IsOfLedger { get; init; }
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>As a spreadsheet counts.</summary>
    public int? RowNumber { get; init; }

    public string? SourceFile { get; init; }
    public string? Name { get; init; }
    public string? Recipient { get; init; }
    public DeliveryStatus Status { get; init; }
    public string? Message { get; init; }
    public string? MessageId { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }

    /// <summary>The session that sent it, or the last one that was tried.</summary>
    public string? SessionId { get; init; }

    public int? HttpStatus { get; init; }
    public int? Attempts { get; init; }

    /// <summary>From the first request to the end of the last one. A record doesn't have it.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A record doesn't have it.</summary>
    public int? Parts { get; init; }

    /// <summary>A record doesn't have it.</summary>
    public int? PartsSent { get; init; }

    public string? BatchId { get; init; }
    public string? MessageKey { get; init; }

    public static ReportRow From(SendResult result) =>
        new()
        {
            Index = result.Index,
            Timestamp = result.Timestamp,
            RowNumber = result.RowNumber,
            SourceFile = result.SourceFile,
            Name = result.Name,
            Recipient = result.Recipient,
            Status = result.Status,
            MessageId = result.MessageId,
            ErrorCode = result.ErrorCode,
            ErrorMessage = result.ErrorMessage,
            SessionId = result.SessionId,
            HttpStatus = result.HttpStatus,
            Attempts = result.Attempts,
            Duration = result.Duration,
            Parts = result.Parts,
            PartsSent = result.PartsSent,
            BatchId = result.BatchId,
            MessageKey = result.MessageKey,
        };

    public static ReportRow From(DeliveryRecord record) =>
        new()
        {
            IsOfLedger = true,
            Timestamp = record.Timestamp,
            RowNumber = record.RowNumber,
            SourceFile = record.SourceFile,
            Name = record.Name,
            Recipient = record.Recipient,
            Status = record.Status,
            Message = record.Message,
            MessageId = record.MessageId,
            ErrorCode = record.ErrorCode,
            ErrorMessage = record.ErrorMessage,
            SessionId = record.SessionId,
            HttpStatus = record.HttpStatus,
            Attempts = record.Attempts,
            BatchId = record.BatchId,
            MessageKey = record.MessageKey,
        };

    /// <summary>Whether it only waits for the next day. No error occurred, and the next run sends it.</summary>
    internal bool IsWaiting => Status == DeliveryStatus.NotSent && ErrorCode == Kirimy.ErrorCode.DailyLimit;

    internal ReportRow Masked()
    {
        var mask = new NumberMask(Recipient);
        return this with
        {
            Recipient = Recipient is null ? null : NumberMask.Of(Recipient),
            Name = NameMask.Of(NumberMask.HideAll(mask.Hide(Name))),
            Message = NameMask.Hide(mask.Hide(Message), Name),
            MessageId = mask.Hide(MessageId),
            ErrorMessage = NumberMask.HideAll(mask.Hide(ErrorMessage)),
            BatchId = mask.Hide(BatchId),
            MessageKey = mask.Hide(MessageKey),
        };
    }
}
