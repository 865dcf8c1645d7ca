using System.Management.Automation;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell.Commands;

/// <summary>Says how messages ended that nobody knew of.</summary>
[Cmdlet(
    VerbsCommon.Set,
    "KirimyDelivery",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = InputObjectSet
)]
[OutputType(typeof(DeliveryRecord))]
public sealed class SetKirimyDeliveryCommand : DeliveryLogCmdlet
{
    private const string InputObjectSet = "InputObject";
    private const string IdSet = "Id";

    /// <summary>The records, as Get-KirimyDelivery returns them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public DeliveryRecord[] InputObject { get; set; } = [];

    /// <summary>The ids of the records.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Sent or Failed.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet(nameof(DeliveryStatus.Sent), nameof(DeliveryStatus.Failed))]
    public DeliveryStatus? Status { get; set; }

    /// <summary>Returns the records as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (
            var (id, target) in ParameterSetName == IdSet ? Id.Select(i => (i, (object)i)) : InputObject.Select(r => (r.Id, (object)r))
        )
        {
            if (ShouldProcess(target.ToString(), Text.SetDelivery_Action.With(Status)))
            {
                Guard(() => Settle(id, target));
            }
        }
    }

    private void Settle(string id, object target)
    {
        var record = Log.Settle(id, Status!.Value);
        if (record is null)
        {
            WriteError(ErrorRecords.From(new KirimyException(ErrorCode.RecordNotFound, Text.SetDelivery_None.With(id)), target));
        }
        else if (record.Status != Status)
        {
            WriteError(ErrorRecords.From(new KirimyException(ErrorCode.RecordNotUnknown, Text.SetDelivery_Known.With(record)), target));
        }
        else if (PassThru)
        {
            WriteObject(record);
        }
    }
}
