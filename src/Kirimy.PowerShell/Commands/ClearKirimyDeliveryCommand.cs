using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Deletes records of the ledger.</summary>
[Cmdlet(VerbsCommon.Clear, "KirimyDelivery", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class ClearKirimyDeliveryCommand : DeliveryLogCmdlet
{
    /// <summary>Only records that last changed before a moment, or longer ago than a time.</summary>
    [Parameter(Position = 0)]
    [MomentArgument]
    public DateTime? OlderThan { get; set; }

    /// <summary>Only records of a batch.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Guard(() =>
        {
            var filter = new DeliveryFilter { BatchId = BatchId, Before = OlderThan };
            var count = Log.Count(filter, StopToken);
            if (count > 0 && ShouldProcess(Target(count), Text.ClearDelivery_Action))
            {
                WriteVerbose(Text.ClearDelivery_Done.With(Log.Clear(filter, StopToken)));
            }
        });

    private string Target(long count)
    {
        var target = Text.ClearDelivery_Target.With(count, LedgerAddress);
        target += BatchId is null ? string.Empty : Text.ClearDelivery_Batch.With(BatchId);
        return OlderThan is { } moment
            ? target + Text.ClearDelivery_Before.With(moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))
            : target;
    }
}
