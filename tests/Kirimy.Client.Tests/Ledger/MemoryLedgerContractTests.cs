using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Memory;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

public sealed class MemoryLedgerContractTests : LedgerContractTests
{
    private readonly Uri service = new($"http://127.0.0.1:1/{Guid.NewGuid():N}/");

    private protected override DeliveryLedger OpenLedger(LedgerOptions options) =>
        new(new MemoryLedgerStore(Entries.ScopeOf(BatchRun.Client(service)), options), options.Time);
}
