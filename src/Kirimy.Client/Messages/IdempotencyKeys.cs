namespace Kirimy.Client.Messages;

/// <summary>
/// Factory of the idempotency keys of a batch, the same in every run: a row's own key, or a digest of recipient and text. Equal rows are
/// numbered, so an intended duplicate is still sent. Not thread-safe.
/// </summary>
internal sealed class IdempotencyKeys(string? batchId)
{
    /// <summary>The number of rows by the first half of their digest: about 30 bytes per distinct row.</summary>
    private readonly Dictionary<ulong, int> seen = [];

    /// <summary>Null outside of a batch and without an own key, because such a message is always new.</summary>
    public IdempotencyKey? Identify(string recipient, string text, string? key)
    {
        if (key is not null)
        {
            return new IdempotencyKey(batchId, IdempotencyKey.OfWhole(key));
        }

        if (batchId is null)
        {
            return null;
        }

        var digest = MessageDigest.Of(recipient, text);
        seen.TryGetValue(digest.First, out var earlier);
        seen[digest.First] = earlier + 1;
        var hex = digest.ToHex();
        return new IdempotencyKey(batchId, earlier == 0 ? hex : hex + "-" + (earlier + 1).ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A message with the same key in the same batch is sent to its recipient only once. Each API key has its own batches.</summary>
internal sealed record IdempotencyKey(string? BatchId, string Key)
{
    /// <summary>Separates a message's key from the number of its part: a no-break space, which users don't type in a key.</summary>
    private const string PartSeparator = "\u00a0(";

    /// <summary>The key of a part. The first part has the key of the message, so a record of the unsplit message applies to it.</summary>
    internal IdempotencyKey ForPart(int part) =>
        part == 1 ? this : this with { Key = Key + PartSeparator + part.ToString(CultureInfo.InvariantCulture) + ")" };

    /// <summary>The key of the message for the key of a part, because a part's record is resent as the whole message.</summary>
    internal static string OfWhole(string key)
    {
        var end = key.LastIndexOf(PartSeparator, StringComparison.Ordinal);
        var number = end < 0 ? string.Empty : key.Substring(end + PartSeparator.Length);
        var isPart =
            end > 0 && number.EndsWith(")", StringComparison.Ordinal) && number.TrimEnd(')').All(static c => c is >= '0' and <= '9');
        return isPart ? key.Substring(0, end) : key;
    }
}
