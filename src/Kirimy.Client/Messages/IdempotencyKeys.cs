using System.Globalization;

namespace Kirimy.Client.Messages;

/// <summary>
/// Makes the idempotency keys of a batch, the same in every run: a row's own key, or a digest of recipient and text. Equal rows are counted,
/// so that an intended duplicate is still sent. Not thread-safe.
/// </summary>
/// <param name="batchId">The batch; null outside of one.</param>
public sealed class IdempotencyKeys(string? batchId)
{
    /// <summary>How many rows there were of each digest, by its first half: some 30 bytes for each different row.</summary>
    private readonly Dictionary<ulong, int> seen = [];

    /// <summary>Names the next message.</summary>
    /// <param name="receive">The recipient, <c>62…</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="key">The key that it was given; null for none.</param>
    /// <returns>Null outside of a batch and without a key: such a message is always new.</returns>
    public IdempotencyKey? Identify(string receive, string text, string? key)
    {
        _ = receive ?? throw new ArgumentNullException(nameof(receive));
        _ = text ?? throw new ArgumentNullException(nameof(text));
        if (key is not null)
        {
            return new IdempotencyKey(batchId, IdempotencyKey.OfWhole(key));
        }

        if (batchId is null)
        {
            return null;
        }

        var digest = MessageDigest.Of(receive, text);
        seen.TryGetValue(digest.First, out var earlier);
        seen[digest.First] = earlier + 1;
        var hex = digest.ToHex();
        return new IdempotencyKey(batchId, earlier == 0 ? hex : hex + "-" + (earlier + 1).ToString(CultureInfo.InvariantCulture));
    }
}
