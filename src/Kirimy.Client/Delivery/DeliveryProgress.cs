using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>What a batch is doing at a moment.</summary>
/// <param name="Inside">How many messages were taken in and have no result yet.</param>
/// <param name="Waiting">What is waited for; null when requests go out.</param>
public sealed record DeliveryProgress(int Inside, Waiting? Waiting);
