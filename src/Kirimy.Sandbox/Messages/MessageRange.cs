namespace Kirimy.Sandbox.Messages;

/// <summary>Some of the messages that were received.</summary>
/// <param name="Messages">The messages, oldest first.</param>
/// <param name="Oldest">The id of the oldest message that is kept; one more than <paramref name="Total"/> if none is.</param>
/// <param name="Total">How many messages came in, which is the id of the newest.</param>
internal sealed record MessageRange(IReadOnlyList<SandboxMessage> Messages, long Oldest, long Total);
