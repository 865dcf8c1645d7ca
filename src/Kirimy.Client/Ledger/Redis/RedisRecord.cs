using Kirimy.Client.Messages;
using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>A record in Redis: a hash in which missing fields are null.</summary>
internal static class RedisRecord
{
    private const string InProgress = nameof(DeliveryStatus.InProgress);

    /// <summary>The fields of a record before it has a result.</summary>
    public static IEnumerable<RedisValue> Fields(OutgoingMessage message, bool keepText)
    {
        var batch = message.Identity?.BatchId;
        return Present(
            ("receive", message.Recipient),
            ("batch", batch),
            ("batchindex", batch is null ? null : RedisKeys.BatchOf(batch)),
            ("key", message.Identity?.Key),
            ("name", message.Source?.Name),
            ("row_number", message.Source?.RowNumber?.ToString(CultureInfo.InvariantCulture)),
            ("source_file", message.Source?.SourceFile),
            ("text", keepText ? message.Whole ?? message.Text : null)
        );
    }

    /// <summary>The fields that a result adds.</summary>
    public static IEnumerable<RedisValue> Fields(SendResult result) =>
        Present(
            ("session", result.SessionId),
            ("message_id", result.MessageId),
            ("error_code", result.ErrorCode),
            ("error_message", result.ErrorMessage),
            ("http_status", result.HttpStatus?.ToString(CultureInfo.InvariantCulture)),
            ("attempts", result.Attempts.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>The whole record of a result without a request.</summary>
    public static IEnumerable<RedisValue> Fields(string batch, SendResult unsent) =>
        Present(
                ("status", unsent.Status.ToString()),
                ("receive", unsent.Recipient),
                ("batch", batch),
                ("batchindex", RedisKeys.BatchOf(batch)),
                ("key", unsent.MessageKey),
                ("name", unsent.Name),
                ("row_number", unsent.RowNumber?.ToString(CultureInfo.InvariantCulture)),
                ("source_file", unsent.SourceFile)
            )
            .Concat(Fields(unsent));

    /// <summary>Reads a record.</summary>
    /// <param name="scope">The key and the service of the record.</param>
    /// <param name="id">Its name in the scope.</param>
    /// <param name="isAlive">Whether a live process owns the record.</param>
    /// <param name="hash">Fields and values in turn.</param>
    /// <returns>Null if there is none.</returns>
    public static DeliveryRecord? Read(string scope, string id, bool isAlive, RedisResult hash)
    {
        var fields = Pairs(hash);
        if (!fields.TryGetValue("status", out var state))
        {
            return null;
        }

        // A message without an owner may have arrived if its request was in flight.
        var wasLeft = state == InProgress && !isAlive && Field("doubt") != "0";
        var status =
            wasLeft ? DeliveryStatus.Unknown
            : state == InProgress && !isAlive ? DeliveryStatus.NotSent
            : Enum.TryParse<DeliveryStatus>(state, out var final) ? final
            : DeliveryStatus.Unknown;
        return new DeliveryRecord
        {
            Id = RedisKeys.IdOf(scope, id),
            Timestamp = Microseconds.ToMoment(Microseconds.Parse(Field("changed")!)).ToLocalTime(),
            RowNumber = Field("row_number") is { } row ? int.Parse(row, CultureInfo.InvariantCulture) : null,
            SourceFile = Field("source_file"),
            Name = Field("name"),
            Recipient = Field("receive") ?? string.Empty,
            SessionId = Field("session"),
            Status = status,
            MessageId = Field("message_id"),
            Message = Field("text"),
            ErrorCode = Field("error_code") ?? (wasLeft ? ErrorCode.DeliveryUnknown : null),
            ErrorMessage = Field("error_message") ?? (wasLeft ? Text.Ledger_ProcessEnded : null),
            HttpStatus = Field("http_status") is { } http ? int.Parse(http, CultureInfo.InvariantCulture) : null,
            Attempts = Field("attempts") is { } attempts ? int.Parse(attempts, CultureInfo.InvariantCulture) : 0,
            BatchId = Field("batch"),
            MessageKey = Field("key"),
            KeyFingerprint = RedisKeys.FingerprintOf(scope),
        };

        string? Field(string name) => fields.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>A hash's fields as a script returns them.</summary>
    public static Dictionary<string, string> Pairs(RedisResult hash)
    {
        var items = (RedisResult[])hash!;
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < items.Length; i += 2)
        {
            pairs[(string)items[i]!] = (string)items[i + 1]!;
        }

        return pairs;
    }

    private static IEnumerable<RedisValue> Present(params (string Name, string? Value)[] fields) =>
        fields.Where(static field => field.Value is not null).SelectMany(static field => new RedisValue[] { field.Name, field.Value });
}
