using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;

namespace Kirimy.Client.Tests.Ledger;

public sealed class SqliteLedgerContractTests : SharedLedgerContractTests
{
    private readonly LedgerFolder folder = new();

    private protected override DeliveryLedger OpenLedger(LedgerOptions options) =>
        new DeliveryLedger(SqliteLedgerStore.Open(folder.Ledger, Entries.Scope, options), options.Time);

    private protected override IDeliveryLog OpenLog() => SqliteDeliveryLog.Open(folder.Ledger, Options);

    /// <remarks>Closing releases no reservations, as the system closes the files of a killed process.</remarks>
    private protected override Task KillAsync(DeliveryLedger ledger)
    {
        ledger.Dispose();
        return Task.CompletedTask;
    }

    private protected override void Close() => folder.Dispose();
}
