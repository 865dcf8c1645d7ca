using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;

namespace Kirimy.PowerShell;

/// <summary>Base class of the cmdlets that work on ledger records. An error of the ledger ends them.</summary>
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
