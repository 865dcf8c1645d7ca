using Kirimy.Client.Ledger;

namespace Kirimy.Client.Delivery;

/// <summary>A message that passed every check and is to be sent.</summary>
/// <param name="Index">Its position in the input, from 0.</param>
/// <param name="Receive">The recipient, <c>62…</c>.</param>
/// <param name="Text">The text, with LF line breaks.</param>
/// <param name="SessionIds">The sessions that may send it, the preferred one first; never empty.</param>
public sealed record OutgoingMessage(int Index, string Receive, string Text, IReadOnlyList<string> SessionIds)
{
    /// <summary>What tells that it is the same message as one of an earlier run; null for a message that is always new.</summary>
    public MessageIdentity? Identity { get; init; }

    /// <summary>What holds it back where the same was sent a short while ago; null for a message that is sent as often as it comes.</summary>
    public Alert? Alert { get; init; }
}
