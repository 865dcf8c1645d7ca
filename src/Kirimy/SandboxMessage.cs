namespace Kirimy;

/// <summary>A message that the sandbox received, and its result.</summary>
public sealed class SandboxMessage
{
    internal SandboxMessage() { }

    /// <summary>The number of the message in its sandbox, from 1, in order of arrival.</summary>
    public long Id { get; internal init; }

    /// <summary>The ID that the sandbox assigned; null if the message wasn't delivered.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The session in the request; null if there was none.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>The recipient in the request; null if there was none.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The text in the request, at most its first 4096 UTF-16 code units; null if there was none.</summary>
    public string? Message { get; internal init; }

    /// <summary>The time at which the message arrived.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>Whether the message counts as sent.</summary>
    public SandboxMessageStatus Status { get; internal init; }

    /// <summary>The <c>error_code</c> of the response; null if it had none.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The name of the simulated number that the message was sent to (<see cref="SandboxRecipient.Name"/>); null for any other number.</summary>
    public string? SimulatedNumber { get; internal init; }

    /// <summary>The HTTP status of the response; null if there was none.</summary>
    public int? HttpStatus { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Recipient}: {Status}{(ErrorCode is null ? string.Empty : $" ({ErrorCode})")}";
}

/// <summary>The status of a message in the sandbox.</summary>
public enum SandboxMessageStatus
{
    /// <summary>The message wasn't sent: it was refused, or a fault occurred before.</summary>
    NotDelivered,

    /// <summary>The message counts as sent, even if a fault hid that from the sender.</summary>
    Delivered,
}
