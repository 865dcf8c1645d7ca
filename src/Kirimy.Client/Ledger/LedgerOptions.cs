using Kirimy.Client.RateLimiting;
using Kirimy.Client.Scheduling;

namespace Kirimy.Client.Ledger;

/// <summary>The options of a ledger.</summary>
internal sealed record LedgerOptions
{
    /// <summary>
    /// The margin added to the window of a place: the service may read the time of two requests from a clock that is rounded to
    /// milliseconds, and the rates of two clocks differ by about ten millionths.
    /// </summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(10);

    /// <summary>The minimum wait, because timers are inexact.</summary>
    internal static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(1);

    /// <summary>The interval for checking a request that takes longer than the window.</summary>
    internal static readonly TimeSpan OverdueInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The limits of the plan.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>Whether a message that may have arrived in an earlier run is sent again.</summary>
    public bool ResendUnknown { get; init; }

    /// <summary>Whether the texts of messages are stored.</summary>
    public bool KeepText { get; init; }

    /// <summary>The timeout for a store that can't be reached or is locked.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock; a store of several machines uses the server's clock.</summary>
    public TimeProvider Time { get; init; } = Clock.Current;
}
