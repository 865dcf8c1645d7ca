using System.Text.Json.Serialization;

namespace Kirimy.Client.Api;

[JsonSerializable(typeof(ApiAnswer))]
[JsonSerializable(typeof(ApiAnswerData))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
