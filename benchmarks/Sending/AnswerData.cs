using System.Text.Json.Serialization;

namespace Kirimy.Benchmarks.Sending;

/// <summary>What an accepted message is told by.</summary>
internal sealed record AnswerData(
    [property: JsonPropertyName("message_id")] string? MessageId,
    [property: JsonPropertyName("timestamp")] DateTimeOffset? Timestamp
);
