namespace Kirimy;

/// <summary>How much of the plan's limits is used, for one API key and one of its sessions.</summary>
public sealed class Quota
{
    internal Quota() { }

    /// <summary>The first 12 hexadecimal digits of the API key's SHA-256.</summary>
    public string KeyFingerprint { get; internal init; } = string.Empty;

    /// <summary>The session; null when the key has sent with none today.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>How many requests the window still counts: those of the last minute, those under way, and those that wait for their turn.</summary>
    public int RequestsInWindow { get; internal init; }

    /// <summary>How many requests may arrive within any minute.</summary>
    public int RequestLimit { get; internal init; }

    /// <summary>When the next request may go out; null when that is now.</summary>
    public DateTimeOffset? NextRequest { get; internal init; }

    /// <summary>How many messages of the session's day are used up.</summary>
    public int SentToday { get; internal init; }

    /// <summary>How many are left.</summary>
    public int RemainingToday { get; internal init; }

    /// <summary>When the next day begins, as the service counts days.</summary>
    public DateTimeOffset ResetsAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{KeyFingerprint} {SessionId}: {RemainingToday}";
}
