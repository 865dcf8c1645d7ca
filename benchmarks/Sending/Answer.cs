using System.Text.Json.Serialization;

namespace Kirimy.Benchmarks.Sending;

/// <summary>The API's answer, as a program that knows it declares it.</summary>
internal sealed record Answer(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("error_code")] string? ErrorCode,
    [property: JsonPropertyName("data")] AnswerData? Data
);
