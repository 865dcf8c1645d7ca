namespace Kirimy.Client.RateLimiting;

/// <summary>The limits of the plan. Defaults: the API's own document, "Rate Limits".</summary>
internal sealed record RateLimits
{
    /// <summary>How many requests may arrive within any <see cref="Window"/>, for each API key; at least 1.</summary>
    public int Requests { get; init; } = 100;

    /// <summary>
    /// The sliding window that requests are counted in. <c>AppContext</c> data of that name scales it for benchmarks and tests.
    /// </summary>
    public TimeSpan Window { get; init; } =
        AppContext.GetData("Kirimy.RateLimitWindow") is TimeSpan scaled ? scaled : TimeSpan.FromMinutes(1);

    /// <summary>How many messages each session may send in a day; at least 1.</summary>
    public int MessagesPerDay { get; init; } = 1000;

    /// <summary>When the daily limit resets.</summary>
    public DailyReset DailyReset { get; init; } = DailyReset.Default;
}
