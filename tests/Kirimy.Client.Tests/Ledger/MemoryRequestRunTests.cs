using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Memory;

namespace Kirimy.Client.Tests.Ledger;

public sealed class MemoryRequestRunTests : RequestRunTests
{
    private protected override bool CanDie => false;

    private protected override ILedgerStore Open(LedgerOptions options) => new MemoryLedgerStore(Entries.Scope, options);
}
