namespace Kirimy;

/// <summary>One batch in the ledger, with the status of its messages over all runs. A batch belongs to one API key at one service.</summary>
public sealed class Batch
{
    internal Batch() { }

    /// <summary>The name of the batch.</summary>
    public string BatchId { get; internal init; } = string.Empty;

    /// <summary>The start of its first run.</summary>
    public DateTimeOffset FirstRun { get; internal init; }

    /// <summary>The start of its last run.</summary>
    public DateTimeOffset LastRun { get; internal init; }

    /// <summary>The number of messages, without those that were skipped as duplicates or by an opt-out list; null if it isn't known.</summary>
    public int? Total { get; internal init; }

    /// <summary>The number of sent messages.</summary>
    public int Sent { get; internal init; }

    /// <summary>The number of failed messages, including refused rows.</summary>
    public int Failed { get; internal init; }

    /// <summary>The number of messages that may have arrived.</summary>
    public int Unknown { get; internal init; }

    /// <summary>The number of messages that weren't sent yet, including those that no run has reached if <see cref="Total"/> is known.</summary>
    public int NotSent { get; internal init; }

    /// <summary>The number of messages that a running process is sending.</summary>
    public int InProgress { get; internal init; }

    /// <summary>When the daily limit resets next; null if nothing is left to send.</summary>
    public DateTimeOffset? NextReset { get; internal init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the API key that the batch belongs to.</summary>
    public string KeyFingerprint { get; internal init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => BatchId;
}
