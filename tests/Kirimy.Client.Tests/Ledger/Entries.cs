using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Entries for tests that call a store's steps themselves, and the scope of a test's service.</summary>
internal static class Entries
{
    /// <summary>The scope of most tests.</summary>
    public static LedgerScope Scope { get; } = ScopeOf("http://127.0.0.1:1/");

    /// <summary>An entry without a store.</summary>
    public static LedgerEntry Of(OutgoingMessage message) => new(message, store: null!, TimeProvider.System, static _ => { });

    /// <summary>The tests' API key at a service.</summary>
    public static LedgerScope ScopeOf(string service) => ScopeOf(BatchRun.Client(new Uri(service)));

    /// <summary>A client's API key and service.</summary>
    public static LedgerScope ScopeOf(KirimyClient client) => new(client.Fingerprint, client.Address.Root);
}
