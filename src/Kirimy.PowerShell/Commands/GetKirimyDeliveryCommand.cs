using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets what the ledger knows of messages, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyDelivery")]
[OutputType(typeof(DeliveryRecord))]
public sealed class GetKirimyDeliveryCommand : DeliveryLogCmdlet
{
    /// <summary>Only those of a batch.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <summary>Only those that ended so.</summary>
    [Parameter]
    public DeliveryStatus[] Status { get; set; } = [];

    /// <summary>Only those to these recipients, in any usual spelling.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("To", "Receive")]
    [ValidateNotNullOrEmpty]
    public string[] Recipient { get; set; } = [];

    /// <summary>Only those that changed at or after a moment.</summary>
    [Parameter]
    [MomentArgument]
    public DateTime? Since { get; set; }

    /// <summary>Only the newest so many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A piped message may be in no batch. A batch that is typed and empty is a variable that isn't set, and would list everything.
        if (MyInvocation.BoundParameters.ContainsKey(nameof(BatchId)) && string.IsNullOrEmpty(BatchId))
        {
            Guard(static () => throw new KirimyException(ErrorCode.RecordNotFound, Text.GetDelivery_EmptyBatch));
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Guard(() =>
        {
            try
            {
                Write();
            }
            catch (KirimyException exception) when (MyInvocation.ExpectingInput && exception.Code == ErrorCode.InvalidPhoneNumber)
            {
                WriteError(ErrorRecords.From(exception, Recipient));
            }
        });

    private void Write()
    {
        var filter = new DeliveryFilter
        {
            BatchId = string.IsNullOrEmpty(BatchId) ? null : BatchId,
            Statuses = Status,
            Recipient = Recipient.Length == 0 ? [] : RecipientArgument.Read(Recipient),
            Since = Since,
        };
        foreach (var record in Log.Read(filter, StopToken).Take(First ?? int.MaxValue))
        {
            WriteObject(record);
        }
    }
}
