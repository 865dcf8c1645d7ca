using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;

namespace Kirimy.Client.Tests.Ledger;

public sealed class SqliteRequestRunTests : RequestRunTests
{
    private readonly LedgerFolder folder = new();

    private protected override ILedgerStore Open(LedgerOptions options) => SqliteLedgerStore.Open(folder.Ledger, Entries.Scope, options);

    private protected override void Close() => folder.Dispose();
}
