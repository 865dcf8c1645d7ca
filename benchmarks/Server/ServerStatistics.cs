namespace Kirimy.Benchmarks.Server;

/// <summary>Statistics of the server since the last request for them.</summary>
/// <param name="Answered">The number of responses.</param>
/// <param name="Accepted">The times of accepted messages, in milliseconds; empty without limits.</param>
/// <param name="Refused">The number of responses with HTTP 429.</param>
internal sealed record ServerStatistics(long Answered, IReadOnlyList<double> Accepted, int Refused);
