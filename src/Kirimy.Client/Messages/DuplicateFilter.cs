namespace Kirimy.Client.Messages;

/// <summary>Tells whether a message came before, with the same recipient and the same text. Not for several threads at once.</summary>
/// <remarks>Takes some 50 bytes for each different message, however long its text is.</remarks>
public sealed class DuplicateFilter
{
    private readonly HashSet<MessageDigest> seen = [];

    /// <summary>Whether it is the first of its kind; the next one like it is not.</summary>
    /// <param name="recipient">The recipient as the service takes it, <c>62…</c>.</param>
    /// <param name="text">The text.</param>
    public bool IsFirst(string recipient, string text)
    {
        return seen.Add(MessageDigest.Of(recipient, text));
    }
}
