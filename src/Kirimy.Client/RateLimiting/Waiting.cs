namespace Kirimy.Client.RateLimiting;

/// <summary>A wait before a request.</summary>
/// <param name="Until">When the wait ends, as far as is known.</param>
internal sealed record Waiting(WaitReason Reason, DateTimeOffset Until);

/// <summary>The reason for a wait.</summary>
internal enum WaitReason
{
    /// <summary>The rate limit.</summary>
    RateLimit,

    /// <summary>The service asked clients to retry later.</summary>
    ServiceBusy,

    /// <summary>The service can't be reached.</summary>
    ServiceDown,

    /// <summary>The delay between two messages of a WhatsApp session.</summary>
    Pace,

    /// <summary>The backoff before a retry.</summary>
    Repeat,

    /// <summary>The daily limit: the next message is sent when it resets, or when the sending hours begin after that.</summary>
    DailyLimit,

    /// <summary>The sending hours haven't begun.</summary>
    SendingHours,
}
