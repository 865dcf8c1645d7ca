namespace Kirimy.Client.RateLimiting;

/// <summary>What a message waits for.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">When the wait is over, as far as is known.</param>
public sealed record Waiting(WaitReason Reason, DateTimeOffset Until);
