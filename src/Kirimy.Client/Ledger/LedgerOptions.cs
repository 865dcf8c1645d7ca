using Kirimy.Client.RateLimiting;
using Kirimy.Client.Scheduling;

namespace Kirimy.Client.Ledger;

/// <summary>How a ledger is kept.</summary>
public sealed record LedgerOptions
{
    /// <summary>
    /// How much longer than the window a place is taken: the service may read the time of two requests from a clock that is rounded to
    /// milliseconds, and two clocks differ by some ten millionths.
    /// </summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(10);

    /// <summary>The shortest wait: timers end a little early or late.</summary>
    internal static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(1);

    /// <summary>How soon a request that takes longer than the window is looked at again.</summary>
    internal static readonly TimeSpan OverdueInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The limits of the plan.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>Whether a message that may have arrived in an earlier run is sent again.</summary>
    public bool ResendUnknown { get; init; }

    /// <summary>Whether the text of messages is kept.</summary>
    public bool KeepText { get; init; }

    /// <summary>How long a store that can't be reached, or is locked, is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock; a store of several machines goes by its own.</summary>
    public TimeProvider Time { get; init; } = Clock.Current;
}
