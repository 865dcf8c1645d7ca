namespace Kirimy.Benchmarks.Server;

/// <summary>Statistics of the server since the last request for them.</summary>
/// <param name="Answered">How many messages were answered, whatever the answer.</param>
/// <param name="Accepted">When messages were accepted, in milliseconds; empty where nothing is limited.</param>
/// <param name="Refused">How many were answered with 429.</param>
internal sealed record ServerStatistics(long Answered, IReadOnlyList<double> Accepted, int Refused);
