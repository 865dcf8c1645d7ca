using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>The progress of a batch at one moment.</summary>
/// <param name="Unfinished">How many messages were posted and have no result yet.</param>
/// <param name="Waiting">What the batch waits for; null while requests go out.</param>
public sealed record DeliveryProgress(int Unfinished, Waiting? Waiting);
