using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Network;
using Kirimy.PowerShell.Secrets;

namespace Kirimy.PowerShell.Connection;

/// <summary>What a send would go by. What may be missing or wrong is found when it is asked for, so that one fault hides no other.</summary>
internal sealed record ConnectionSettings
{
    public required BaseAddress Address { get; init; }

    public required Func<ProxyRoute> Route { get; init; }

    public required Func<FoundApiKey> Key { get; init; }

    public required IReadOnlyList<string> SessionIds { get; init; }

    /// <summary>Where the sessions are named, for a sentence.</summary>
    public required string? SessionOrigin { get; init; }

    public required Func<LedgerAddress> Ledger { get; init; }

    public required LedgerOptions LedgerOptions { get; init; }

    public required TimeSpan Timeout { get; init; }
}
