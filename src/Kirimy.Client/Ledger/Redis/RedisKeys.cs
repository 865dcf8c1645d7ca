using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>The names of the Redis keys of one API key at one service.</summary>
internal static class RedisKeys
{
    /// <summary>The set of all scopes. It isn't on the node of any scope.</summary>
    public const string Scopes = "kirimy:scopes";

    private const int HashBytes = 4;
    private const int RecordBytes = 12;
    private const char Separator = '-';

    /// <summary>The scope of the records and limits of one API key at one service: <c>fingerprint-service</c>.</summary>
    public static string ScopeOf(string fingerprint, Uri service) => fingerprint + Separator + Hash(service.AbsoluteUri, HashBytes);

    /// <summary>The API key's fingerprint in a scope.</summary>
    public static string FingerprintOf(string scope) => scope.Split(Separator)[0];

    /// <summary>The prefix of a scope's keys. The part in braces is the hash tag: all keys of a scope are on one node.</summary>
    public static string PrefixOf(string scope) => $"kirimy:{{{scope}}}";

    /// <summary>The sorted set of a scope's processes.</summary>
    public static string OwnersOf(string scope) => PrefixOf(scope) + ":owners";

    /// <summary>The key of a message's record: the same for the same idempotency key; unique for an entry without one.</summary>
    public static string RecordOf(OutgoingMessage message, string owner, long entry) =>
        message.Identity is { } identity
            ? RecordOf(identity.BatchId, identity.Key, message.Recipient)
            : Hash(FormattableString.Invariant($"{owner}:{entry}"), RecordBytes);

    /// <summary>The key of the record of a row that was refused before it became a message, by its position in the input.</summary>
    public static string RefusedOf(string batch, int index, MessageSource? source) =>
        Hash("refused" + Lengthed(batch) + MessageSource.PlaceOf(index, source), RecordBytes);

    /// <summary>The record of a message by its idempotency key.</summary>
    public static string RecordOf(string? batch, string key, string recipient) =>
        Hash(Lengthed(batch) + Lengthed(key) + recipient, RecordBytes);

    /// <summary>The name of this machine's trace of a ledger: the server and the scope.</summary>
    public static string TraceOf(RedisAddress address, string scope) =>
        Hash(FormattableString.Invariant($"{address}/{address.Database}"), HashBytes) + Separator + scope;

    /// <summary>A batch's index.</summary>
    public static string BatchOf(string batch) => Hash(batch, RecordBytes);

    /// <summary>The ID of a record as users see it.</summary>
    public static string IdOf(string scope, string record) => scope + Separator + record;

    /// <summary>Parses the ID of a record; null if it isn't valid.</summary>
    public static (string Scope, string Record)? SplitId(string id)
    {
        var end = id.LastIndexOf(Separator);
        return end > 0 ? (id.Substring(0, end), id.Substring(end + 1)) : null;
    }

    /// <summary>Prefixes a text with its length, so that adjacent texts stay distinct.</summary>
    private static string Lengthed(string? text) => text is null ? "-" : FormattableString.Invariant($"{text.Length}:{text}");

    private static string Hash(string text, int bytes) => Bytes.Hex(Bytes.Sha256(Encoding.UTF8.GetBytes(text)).Take(bytes));
}
