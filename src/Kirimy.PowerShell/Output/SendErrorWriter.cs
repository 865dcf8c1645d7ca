using System.Management.Automation;
using Kirimy.Client.Delivery;

namespace Kirimy.PowerShell.Output;

/// <summary>Writes the error of a result that has one. What ends a batch is written once, however many messages it leaves unsent.</summary>
internal sealed class SendErrorWriter(Cmdlet cmdlet)
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    /// <summary>Writes the error of a result, if it has one.</summary>
    /// <param name="result">The result.</param>
    /// <param name="note">A sentence to add; null for none.</param>
    public void Write(SendResult result, string? note = null)
    {
        if (IsError(result) && (!DeliveryBatch.EndsBatch(result.ErrorCode!) || written.Add(result.ErrorCode!)))
        {
            cmdlet.WriteError(ErrorRecords.From(result, note));
        }
    }

    /// <summary>Whether a result is also an error.</summary>
    public static bool IsError(SendResult result) =>
        result.Status is DeliveryStatus.Failed or DeliveryStatus.Unknown or DeliveryStatus.NotSent;
}
