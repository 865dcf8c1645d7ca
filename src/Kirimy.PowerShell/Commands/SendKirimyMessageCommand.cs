using System.Management.Automation;
using Kirimy.Client.Delivery;

namespace Kirimy.PowerShell.Commands;

/// <summary>Sends WhatsApp messages: one result for every input.</summary>
[Cmdlet(VerbsCommunications.Send, "KirimyMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendKirimyMessageCommand : MessageCmdlet
{
    private protected override void Accept(OutgoingMessage message) => Send(message);

    private protected override void Refuse(SendResult refusal) => Emit(refusal);
}
