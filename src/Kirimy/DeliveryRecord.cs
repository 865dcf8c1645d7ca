namespace Kirimy;

/// <summary>The ledger's record of one message.</summary>
public sealed class DeliveryRecord
{
    internal DeliveryRecord() { }

    /// <summary>The unique ID of the record in its ledger.</summary>
    public string Id { get; internal init; } = string.Empty;

    /// <summary>The time of the last change.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>The row of the input as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; internal init; }

    /// <summary>The name of the row's file, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; internal init; }

    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; internal init; }

    /// <summary>The recipient, <c>62…</c>.</summary>
    public string Recipient { get; internal init; } = string.Empty;

    /// <summary>The session that sent the message, or the last session that was tried.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>
    /// The status of the message; <see cref="DeliveryStatus.InProgress"/> while a process is sending it. If that process ended early, the status
    /// is <see cref="DeliveryStatus.Unknown"/> if the request may have arrived, otherwise <see cref="DeliveryStatus.NotSent"/>.
    /// </summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>The service's ID of the message; null if there is none.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The text; null unless the ledger keeps texts.</summary>
    public string? Message { get; internal init; }

    /// <summary>Why the message wasn't sent: one of <see cref="Kirimy.ErrorCode"/>, or the service's own code.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The error message.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The HTTP status of the last response; null if there was none.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>The number of requests for the message in its last run.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The batch of the message; null if it has none.</summary>
    public string? BatchId { get; internal init; }

    /// <summary>The idempotency key of the message in its batch; null if it has none.</summary>
    public string? MessageKey { get; internal init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the API key that sent it.</summary>
    public string KeyFingerprint { get; internal init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => ErrorCode is null ? $"{Recipient}: {Status}" : $"{Recipient}: {Status} ({ErrorCode})";
}
