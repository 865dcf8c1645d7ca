namespace Kirimy.Client.Messages;

/// <summary>
/// What is sent to a recipient once and not again: one message of a batch. Batches and keys of two API keys have nothing to do with each
/// other.
/// </summary>
/// <param name="BatchId">The batch; null outside of one.</param>
/// <param name="Key">The message's key in it.</param>
public sealed record IdempotencyKey(string? BatchId, string Key);
