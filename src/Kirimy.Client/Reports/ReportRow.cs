namespace Kirimy.Client.Reports;

/// <summary>One message in a report.</summary>
public sealed record ReportRow
{
    /// <summary>The position of the message in the input of its run, from 0.</summary>
    public int? Index { get; init; }

    /// <summary>Whether it comes from a record of the ledger.</summary>
    public bool IsOfLedger { get; init; }

    /// <summary>The time of the result.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The row of the input, as a spreadsheet counts.</summary>
    public int? RowNumber { get; init; }

    /// <summary>The file of the row.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The recipient's name.</summary>
    public string? Name { get; init; }

    /// <summary>The recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>The status.</summary>
    public DeliveryStatus Status { get; init; }

    /// <summary>The text, if it is known.</summary>
    public string? Message { get; init; }

    /// <summary>The service's ID of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The error code, if it wasn't sent.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The error message, if it wasn't sent.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The session that sent it, or the last session that was tried.</summary>
    public string? SessionId { get; init; }

    /// <summary>The HTTP status of the last response.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The number of requests.</summary>
    public int? Attempts { get; init; }

    /// <summary>The time from the first request to the end of the last one. A record doesn't have it.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The number of messages that it was split into. A record doesn't have it.</summary>
    public int? Parts { get; init; }

    /// <summary>The number of its parts that the service confirmed. A record doesn't have it.</summary>
    public int? PartsSent { get; init; }

    /// <summary>The batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>The message key in the batch.</summary>
    public string? MessageKey { get; init; }

    /// <summary>Creates the row of a result.</summary>
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

    /// <summary>Creates the row of a record.</summary>
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

    /// <summary>The row with the recipient's number and name masked in all its texts.</summary>
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
