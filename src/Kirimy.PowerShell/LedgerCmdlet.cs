using System.Management.Automation;
using Kirimy.Client.Ledger.Addresses;

namespace Kirimy.PowerShell;

/// <summary>Base class of the cmdlets that read or write the ledger.</summary>
public abstract class LedgerCmdlet : ProfileCmdlet
{
    /// <summary>The ledger: a path, redis://host:port/db, or None.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public virtual string? Ledger { get; set; }

    /// <summary>The ledger to use.</summary>
    /// <exception cref="KirimyException">INVALID_LEDGER, PROFILE_INVALID, PROFILE_NOT_FOUND, PROFILE_UNAVAILABLE.</exception>
    private protected virtual LedgerAddress LedgerAddress => Settings.Ledger.Value;
}
