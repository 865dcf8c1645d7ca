using System.Management.Automation;
using Kirimy.Client.Ledger;

namespace Kirimy.PowerShell;

/// <summary>What every command has that reads or writes the ledger.</summary>
public abstract class LedgerCmdlet : KirimyCmdlet
{
    /// <summary>The ledger: a path, redis://host:port/db, or None.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? Ledger { get; set; }

    /// <summary>Where the ledger is.</summary>
    /// <exception cref="KirimyException">INVALID_LEDGER.</exception>
    private protected virtual LedgerAddress LedgerAddress =>
        Ledger is null ? LedgerAddress.Default
        : LedgerAddress.IsFile(Ledger) ? LedgerAddress.Parse(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Ledger))
        : LedgerAddress.Parse(Ledger);
}
