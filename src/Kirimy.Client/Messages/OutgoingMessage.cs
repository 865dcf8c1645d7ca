namespace Kirimy.Client.Messages;

/// <summary>A validated message to send.</summary>
/// <param name="Index">The position in the input, from 0.</param>
/// <param name="Recipient">The recipient, <c>62…</c>.</param>
/// <param name="Text">The text, with LF line breaks.</param>
/// <param name="SessionIds">The sessions that may send it, the preferred one first; never empty.</param>
public sealed record OutgoingMessage(int Index, string Recipient, string Text, IReadOnlyList<string> SessionIds)
{
    /// <summary>The idempotency key, which identifies the message in other runs; null for a message that is always new.</summary>
    public IdempotencyKey? Identity { get; init; }

    /// <summary>The deduplication rule of an alert; null for other messages.</summary>
    public Alert? Alert { get; init; }

    /// <summary>The origin in the input; null if it isn't known.</summary>
    public MessageSource? Source { get; init; }

    /// <summary>For a part, the text of its message. The ledger keeps that text, so the record can be sent again.</summary>
    internal string? Whole { get; init; }

    /// <summary>For an alert, the number of equal alerts that were suppressed before it.</summary>
    internal int SuppressedCount { get; init; }

    /// <summary>
    /// The parts of a split message, in order. Each part has its own request, record and place in the limits. Empty if it is sent as one
    /// message.
    /// </summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
