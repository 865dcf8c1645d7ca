using System.Text.Json.Serialization;

namespace Kirimy.Benchmarks.Sending;

[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;
