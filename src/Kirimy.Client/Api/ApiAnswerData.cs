using System.Text.Json.Serialization;

namespace Kirimy.Client.Api;

/// <summary>The <c>data</c> of a success.</summary>
internal sealed class ApiAnswerData
{
    [JsonPropertyName("message_id")]
    [JsonConverter(typeof(LooseStringConverter))]
    public string? MessageId { get; set; }

    [JsonPropertyName("timestamp")]
    [JsonConverter(typeof(LooseStringConverter))]
    public string? Timestamp { get; set; }
}
