namespace Kirimy;

/// <summary>One batch in the ledger: how its messages ended over all runs. A batch belongs to one API key at one service.</summary>
public sealed class Batch
{
    internal Batch() { }

    /// <summary>The name of the batch.</summary>
    public string BatchId { get; internal init; } = string.Empty;

    /// <summary>When its first run began.</summary>
    public DateTimeOffset FirstRun { get; internal init; }

    /// <summary>When its last run began.</summary>
    public DateTimeOffset LastRun { get; internal init; }

    /// <summary>How many messages it has, without those that were left out as duplicates or by an opt-out list; null if that isn't known.</summary>
    public int? Total { get; internal init; }

    /// <summary>How many were sent.</summary>
    public int Sent { get; internal init; }

    /// <summary>How many failed, including rows that were refused before they became messages.</summary>
    public int Failed { get; internal init; }

    /// <summary>How many may have arrived.</summary>
    public int Unknown { get; internal init; }

    /// <summary>How many weren't sent yet, including those that no run has reached if <see cref="Total"/> is known.</summary>
    public int NotSent { get; internal init; }

    /// <summary>How many a live process is sending.</summary>
    public int InProgress { get; internal init; }

    /// <summary>When the daily limit resets next; null if nothing is left to send.</summary>
    public DateTimeOffset? NextReset { get; internal init; }

    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the API key that the batch belongs to.</summary>
    public string KeyFingerprint { get; internal init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => BatchId;
}
