using System.Text.Json.Serialization;

namespace Kirimy.Benchmarks.Server;

[JsonSerializable(typeof(ServerStatistics))]
internal sealed partial class StatisticsJsonContext : JsonSerializerContext;
