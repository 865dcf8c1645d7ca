using Kirimy.Client.Ledger;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

public sealed class MemoryLedgerContractTests : LedgerContractTests
{
    private readonly Uri service = new($"http://127.0.0.1:1/{Guid.NewGuid():N}/");

    protected override ILedger OpenLedger(LedgerOptions options) => MemoryLedger.For(BatchRun.Client(service), options);
}
