using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.Client.PhoneNumbers;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets the ledger's records of messages, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyDelivery")]
[OutputType(typeof(DeliveryRecord))]
public sealed class GetKirimyDeliveryCommand : DeliveryLogCmdlet
{
    /// <summary>Returns only records of this batch.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <summary>Returns only records with these statuses.</summary>
    [Parameter]
    public DeliveryStatus[] Status { get; set; } = [];

    /// <summary>Returns only records of these recipients, in any usual format.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("To", "Receive")]
    [ValidateNotNullOrEmpty]
    public string[] Recipient { get; set; } = [];

    /// <summary>Returns only records that changed at or after this time.</summary>
    [Parameter]
    [MomentArgument]
    public DateTime? Since { get; set; }

    /// <summary>Returns only this many records, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // A piped message may have no batch. An empty argument is most likely a variable that isn't set; it must not list everything.
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
            Recipient = [.. Recipient.Select(Normalize)],
            Since = Since,
        };
        foreach (var record in Log.Read(filter, StopToken).Take(First ?? int.MaxValue))
        {
            WriteObject(record);
        }
    }

    /// <summary>Normalizes a phone number to the ledger's format (<c>62…</c>).</summary>
    private static string Normalize(string number)
    {
        // Every recipient in the ledger has an Indonesian number, regardless of the profile's region.
        var result = PhoneNumberReader.Read(number, PhoneRegion.Indonesia);
        return result.Recipient ?? throw new KirimyException(ErrorCode.InvalidPhoneNumber, result.Advice!);
    }
}
