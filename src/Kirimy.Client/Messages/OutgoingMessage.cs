namespace Kirimy.Client.Messages;

/// <summary>A message that passed every check and is to be sent.</summary>
/// <param name="Index">Its position in the input, from 0.</param>
/// <param name="Recipient">The recipient, <c>62…</c>.</param>
/// <param name="Text">The text, with LF line breaks.</param>
/// <param name="SessionIds">The sessions that may send it, the preferred one first; never empty.</param>
public sealed record OutgoingMessage(int Index, string Recipient, string Text, IReadOnlyList<string> SessionIds)
{
    /// <summary>What tells that it is the same message as one of an earlier run; null for a message that is always new.</summary>
    public IdempotencyKey? Identity { get; init; }

    /// <summary>What holds it back where the same was sent a short while ago; null for a message that is sent as often as it comes.</summary>
    public Alert? Alert { get; init; }

    /// <summary>Where in the input it comes from; null if nothing is known of that.</summary>
    public MessageSource? Source { get; init; }

    /// <summary>Of a part: the text of the message that it belongs to. That is what a ledger keeps, so that a record can be sent again.</summary>
    internal string? Whole { get; init; }

    /// <summary>Of an alert: how many like it were held back before it.</summary>
    internal int SuppressedCount { get; init; }

    /// <summary>
    /// Its parts, in order, where it goes out as several messages: each with a request, a record and a place in the limits of its own.
    /// Empty where it goes out as one.
    /// </summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}
