using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>How a ledger is kept.</summary>
public sealed record LedgerOptions
{
    /// <summary>What the plan allows.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>Whether a message that may have arrived in an earlier run is sent again.</summary>
    public bool ResendUnknown { get; init; }

    /// <summary>Whether the text of messages is kept.</summary>
    public bool KeepText { get; init; }

    /// <summary>How long a store that can't be reached, or is locked, is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock; a store of several machines goes by its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
