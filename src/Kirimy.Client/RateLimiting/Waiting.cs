namespace Kirimy.Client.RateLimiting;

/// <summary>What a message waits for.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">When the wait is over, as far as is known.</param>
public sealed record Waiting(WaitReason Reason, DateTimeOffset Until);

/// <summary>Why a message is not sent yet.</summary>
public enum WaitReason
{
    /// <summary>The plan's requests per minute are used up.</summary>
    RateLimit,

    /// <summary>The service said to come back later.</summary>
    ServiceBusy,

    /// <summary>The service can't be reached.</summary>
    ServiceDown,

    /// <summary>The pause between two messages of a session.</summary>
    Pace,

    /// <summary>The message's own repeat.</summary>
    Repeat,
}
