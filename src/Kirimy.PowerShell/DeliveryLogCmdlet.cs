using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;

namespace Kirimy.PowerShell;

/// <summary>A command that works on the records of a ledger. What the ledger refuses ends it.</summary>
public abstract class DeliveryLogCmdlet : LedgerCmdlet
{
    private IDeliveryLog? log;

    private protected IDeliveryLog Log => log!;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Guard(() => log = LedgerAddress.OpenLog(new LedgerOptions()));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        log?.Dispose();
        base.Dispose(disposing);
    }
}
