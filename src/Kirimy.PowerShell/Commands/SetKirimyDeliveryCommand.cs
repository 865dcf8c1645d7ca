using System.Management.Automation;
using System.Security;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;
using Kirimy.PowerShell.Secrets;

namespace Kirimy.PowerShell.Commands;

/// <summary>Resolves messages whose delivery status is Unknown, or moves a batch to another API key.</summary>
[Cmdlet(
    VerbsCommon.Set,
    "KirimyDelivery",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = InputObjectSet
)]
[OutputType(typeof(DeliveryRecord), typeof(Batch))]
public sealed class SetKirimyDeliveryCommand : DeliveryLogCmdlet
{
    private const string InputObjectSet = "InputObject";
    private const string IdSet = "Id";
    private const string BatchSet = "Batch";

    /// <summary>The records, as Get-KirimyDelivery returns them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public DeliveryRecord[] InputObject { get; set; } = [];

    /// <summary>The IDs of the records.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = IdSet)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Sent or Failed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet)]
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ValidateSet(nameof(DeliveryStatus.Sent), nameof(DeliveryStatus.Failed))]
    public DeliveryStatus? Status { get; set; }

    /// <summary>The batch to move to another API key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BatchSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string BatchId { get; set; } = string.Empty;

    /// <summary>The fingerprint of the API key that the batch belongs to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BatchSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchKeyCompleter))]
    public string FromKey { get; set; } = string.Empty;

    /// <summary>The API key that gets the batch.</summary>
    [Parameter(ParameterSetName = BatchSet)]
    [SecretArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>The address of the service that both API keys belong to.</summary>
    [Parameter(ParameterSetName = BatchSet)]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>Returns the records, or the batch, as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BatchSet)
        {
            Guard(ReassignBatch, BatchId);
            return;
        }

        foreach (
            var (id, target) in ParameterSetName == IdSet ? Id.Select(i => (i, (object)i)) : InputObject.Select(r => (r.Id, (object)r))
        )
        {
            if (ShouldProcess(target.ToString(), Text.SetDelivery_Action.With(Status)))
            {
                Guard(() => ResolveStatus(id, target));
            }
        }
    }

    private void ResolveStatus(string id, object target)
    {
        var record = Log.Resolve(id, Status!.Value);
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

    private void ReassignBatch()
    {
        var key = Client.Api.ApiKey.From(ApiKeyChain.Require(this, ApiKey, Settings).Secret);
        var from = FromKey.Trim().ToLowerInvariant();
        if (!ShouldProcess(BatchId, Text.SetDelivery_TakeOver.With(from, key.Fingerprint)))
        {
            return;
        }

        var count = Log.MoveBatch(BatchId, from, new LedgerScope(key.Fingerprint, Settings.Address.Value.Root));
        if (count is null or 0)
        {
            var refusal = count is null
                ? new KirimyException(ErrorCode.InProgress, Text.SetDelivery_BatchInProgress.With(BatchId, from))
                : new KirimyException(ErrorCode.RecordNotFound, Text.SetDelivery_NoBatch.With(BatchId, from));
            WriteError(ErrorRecords.From(refusal, BatchId));
            return;
        }

        WriteVerbose(Text.SetDelivery_TakenOver.With(count, BatchId, key.Fingerprint));
        if (PassThru)
        {
            WriteObject(
                Log.Batches(name => name == BatchId, Settings.Limits).Where(batch => batch.KeyFingerprint == key.Fingerprint),
                enumerateCollection: true
            );
        }
    }
}
