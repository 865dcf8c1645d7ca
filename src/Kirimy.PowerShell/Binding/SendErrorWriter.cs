using System.Management.Automation;
using Kirimy.Client.Delivery;

namespace Kirimy.PowerShell.Binding;

/// <summary>Writes the error of a result that has one. What ends a batch is written once, however many messages it leaves unsent.</summary>
internal sealed class SendErrorWriter(Cmdlet cmdlet)
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    public void Write(SendResult result)
    {
        if (result.Status is DeliveryStatus.Sent or DeliveryStatus.Skipped)
        {
            return;
        }

        if (!DeliveryBatch.EndsBatch(result.ErrorCode!) || written.Add(result.ErrorCode!))
        {
            cmdlet.WriteError(ErrorRecords.From(result));
        }
    }
}
