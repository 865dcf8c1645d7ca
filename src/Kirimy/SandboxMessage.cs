namespace Kirimy;

/// <summary>A message as the sandbox received it, and what became of it.</summary>
public sealed class SandboxMessage
{
    internal SandboxMessage() { }

    /// <summary>The number of the message in its sandbox, from 1, in order of arrival.</summary>
    public long Id { get; internal init; }

    /// <summary>The id that the sandbox gave the message; null when the message was not delivered.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The session that was to send the message; null when the request named none.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>The recipient as it was received; null when the request named none.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The text as it was received; at most 4096 UTF-16 code units of it are kept. Null when the request had none.</summary>
    public string? Message { get; internal init; }

    /// <summary>When the message arrived.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>Whether the message counts as sent.</summary>
    public SandboxMessageStatus Status { get; internal init; }

    /// <summary>The <c>error_code</c> of the answer; null when it had none.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The name of the simulated number that the message was sent to (<see cref="SandboxRecipient.Name"/>); null for any other number.</summary>
    public string? SimulatedNumber { get; internal init; }

    /// <summary>The HTTP status of the answer; null when none was given.</summary>
    public int? HttpStatus { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Recipient}: {Status}{(ErrorCode is null ? string.Empty : $" ({ErrorCode})")}";
}

/// <summary>What the sandbox did with a message.</summary>
public enum SandboxMessageStatus
{
    /// <summary>The message was not sent: it was refused, or a fault struck before it was sent.</summary>
    NotDelivered,

    /// <summary>The message counts as sent, also where a fault then kept the sender from being told so.</summary>
    Delivered,
}
