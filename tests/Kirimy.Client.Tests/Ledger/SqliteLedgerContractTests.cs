using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

public sealed class SqliteLedgerContractTests : SharedLedgerContractTests
{
    private readonly LedgerFolder folder = new();

    protected override ILedger OpenLedger(LedgerOptions options) =>
        new StoredLedger(SqliteLedgerStore.Open(folder.Ledger, BatchRun.Client(new Uri("http://127.0.0.1:1/")), options), options.Time);

    protected override IDeliveryLog OpenLog() => SqliteDeliveryLog.Open(folder.Ledger, Options);

    /// <remarks>Closing gives nothing back: it is what the system does for a process that is killed.</remarks>
    protected override Task KillAsync(ILedger ledger)
    {
        ledger.Dispose();
        return Task.CompletedTask;
    }

    protected override void Close() => folder.Dispose();
}
