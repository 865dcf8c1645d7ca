using System.Text.Json.Serialization;

namespace Kirimy.Client.Api;

/// <summary>The service's JSON, read tolerantly: what is missing or of another type is null.</summary>
internal sealed class ApiAnswer
{
    [JsonPropertyName("success")]
    [JsonConverter(typeof(LooseBooleanConverter))]
    public bool? Success { get; set; }

    [JsonPropertyName("message")]
    [JsonConverter(typeof(LooseStringConverter))]
    public string? Message { get; set; }

    [JsonPropertyName("error_code")]
    [JsonConverter(typeof(LooseStringConverter))]
    public string? ErrorCode { get; set; }

    /// <summary>Where the document's JavaScript sample reads the id.</summary>
    [JsonPropertyName("message_id")]
    [JsonConverter(typeof(LooseStringConverter))]
    public string? MessageId { get; set; }

    [JsonPropertyName("data")]
    [JsonConverter(typeof(LooseDataConverter))]
    public ApiAnswerData? Data { get; set; }
}
