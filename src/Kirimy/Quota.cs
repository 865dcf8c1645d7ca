namespace Kirimy;

/// <summary>The usage of the plan's limits for one API key and one of its sessions.</summary>
public sealed class Quota
{
    internal Quota() { }

    /// <summary>The first 12 hexadecimal digits of the API key's SHA-256.</summary>
    public string KeyFingerprint { get; internal init; } = string.Empty;

    /// <summary>The session; null if the key hasn't sent with any session today.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>The number of requests in the rate limit's window: those of the last minute, those in flight, and those that wait.</summary>
    public int RequestsInWindow { get; internal init; }

    /// <summary>The maximum number of requests in any minute.</summary>
    public int RequestLimit { get; internal init; }

    /// <summary>The time of the next possible request; null for now.</summary>
    public DateTimeOffset? NextRequest { get; internal init; }

    /// <summary>The number of messages that count toward the session's daily limit.</summary>
    public int SentToday { get; internal init; }

    /// <summary>The number of messages that the session may still send today.</summary>
    public int RemainingToday { get; internal init; }

    /// <summary>The time at which the daily limit resets.</summary>
    public DateTimeOffset ResetsAt { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{KeyFingerprint} {SessionId}: {RemainingToday}";
}
