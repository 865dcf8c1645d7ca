namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>What a process holds for a message that it is at: the record, one message of a session's day, a turn at a slot.</summary>
internal sealed record Claim
{
    /// <summary>The record.</summary>
    public long RecordId { get; init; }

    /// <summary>The API key at a service.</summary>
    public long KeyId { get; init; }

    /// <summary>Whose it is.</summary>
    public string Holder { get; init; } = string.Empty;

    /// <summary>Whether a request may have arrived, before the one that is under way.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>The slot; null without one.</summary>
    public int? Slot { get; init; }

    /// <summary>When the request began or, with none under way, may begin.</summary>
    public long Start { get; init; }

    /// <summary>Whether a request is under way.</summary>
    public bool IsInUse { get; init; }

    /// <summary>The session that one message was taken of; null when none was.</summary>
    public string? SessionId { get; init; }

    /// <summary>The day it was taken of, in days since 1970.</summary>
    public long Day { get; init; }

    /// <summary>How many requests were begun.</summary>
    public long Requests { get; init; }
}
