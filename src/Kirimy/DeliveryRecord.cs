namespace Kirimy;

/// <summary>What the ledger knows of one message.</summary>
public sealed class DeliveryRecord
{
    internal DeliveryRecord() { }

    /// <summary>What tells the record from all others of its ledger.</summary>
    public string Id { get; internal init; } = string.Empty;

    /// <summary>When the record last changed.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>The row of the input as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; internal init; }

    /// <summary>The name of the file that the row is from, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; internal init; }

    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; internal init; }

    /// <summary>The recipient, <c>62…</c>.</summary>
    public string Recipient { get; internal init; } = string.Empty;

    /// <summary>The session that sent the message, or the last one that was tried.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>
    /// How the message ended; <see cref="DeliveryStatus.InProgress"/> while a process is at it. What a process left half-way that is no
    /// more is <see cref="DeliveryStatus.Unknown"/> when its request may have arrived, else <see cref="DeliveryStatus.NotSent"/>.
    /// </summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>The service's id of the message, when it gave one.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The text, where the ledger was asked to keep it.</summary>
    public string? Message { get; internal init; }

    /// <summary>Why the message was not sent: one of <see cref="Kirimy.ErrorCode"/>, or the service's own code as it stands.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The same for a person.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The HTTP status of the last answer, when one came.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>How many requests were made for the message, in the run that ended last.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The batch the message belongs to, when it has one.</summary>
    public string? BatchId { get; internal init; }

    /// <summary>The key that tells the message from others in its batch, when it has one.</summary>
    public string? MessageKey { get; internal init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the API key that sent it.</summary>
    public string KeyFingerprint { get; internal init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => ErrorCode is null ? $"{Recipient}: {Status}" : $"{Recipient}: {Status} ({ErrorCode})";
}
