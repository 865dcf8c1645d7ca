using System.Globalization;

namespace Kirimy.Client.Messages;

/// <summary>
/// Idempotency key: a message with the same key in the same batch is sent to its recipient only once. Batches and keys of two API keys are
/// independent of each other.
/// </summary>
/// <param name="BatchId">The batch; null outside of one.</param>
/// <param name="Key">The message's key in it.</param>
public sealed record IdempotencyKey(string? BatchId, string Key)
{
    /// <summary>Separates a message's key from the number of its part: a no-break space, which nobody types into a key.</summary>
    private const string PartSeparator = "\u00a0(";

    /// <summary>The key of a part. The first part has the message's own: what is known of a message without parts is known of its first.</summary>
    internal IdempotencyKey ForPart(int part) =>
        part == 1 ? this : this with { Key = Key + PartSeparator + part.ToString(CultureInfo.InvariantCulture) + ")" };

    /// <summary>The key of the message that a part's key belongs to: sending a part's record again means the message.</summary>
    internal static string OfWhole(string key)
    {
        var end = key.LastIndexOf(PartSeparator, StringComparison.Ordinal);
        var number = end < 0 ? string.Empty : key.Substring(end + PartSeparator.Length);
        var isPart =
            end > 0 && number.EndsWith(")", StringComparison.Ordinal) && number.TrimEnd(')').All(static c => c is >= '0' and <= '9');
        return isPart ? key.Substring(0, end) : key;
    }
}
