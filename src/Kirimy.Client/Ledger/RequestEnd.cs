namespace Kirimy.Client.Ledger;

/// <summary>What the limits need to know of a request that was made.</summary>
/// <param name="SinceArrival">How long ago it arrived at the service, at the least.</param>
/// <param name="Counts">Whether it may have used up one message of the session's day.</param>
public readonly record struct RequestEnd(TimeSpan SinceArrival, bool Counts);
