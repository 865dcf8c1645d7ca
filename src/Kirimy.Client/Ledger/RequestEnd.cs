namespace Kirimy.Client.Ledger;

/// <summary>The facts about a finished request that the limits need.</summary>
/// <param name="SinceArrival">The minimum time since it arrived at the service.</param>
/// <param name="Counts">Whether it may have used up one message of the session's day.</param>
internal readonly record struct RequestEnd(TimeSpan SinceArrival, bool Counts);
