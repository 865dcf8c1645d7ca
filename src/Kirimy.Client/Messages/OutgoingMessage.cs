namespace Kirimy.Client.Messages;

/// <summary>A validated message to <c>62…</c> with LF line breaks, and the sessions that may send it, the preferred one first.</summary>
internal sealed record OutgoingMessage(int Index, string Recipient, string Text, IReadOnlyList<string> SessionIds)
{
    /// <summary>Null for a message that is always new.</summary>
    public IdempotencyKey? Identity { get; init; }

    public Alert? Alert { get; init; }
    public MessageSource? Source { get; init; }

    /// <summary>The text of a part's message, which the ledger keeps, so the record can be sent again.</summary>
    internal string? Whole { get; init; }

    /// <summary>The number of equal alerts that were suppressed before it.</summary>
    internal int SuppressedCount { get; init; }

    /// <summary>Each part has its own request, record and place in the limits. Empty if it is sent as one message.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
