using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell.Commands;

/// <summary>Sends WhatsApp messages: one result for every input.</summary>
[Cmdlet(
    VerbsCommunications.Send,
    "KirimyMessage",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = MessageSet
)]
[OutputType(typeof(SendResult))]
public sealed class SendKirimyMessageCommand : MessageCmdlet
{
    private static readonly TimeSpan OtherKeysTimeout = TimeSpan.FromSeconds(2);

    private TextWarnings? warnings;

    private protected override void Open()
    {
        base.Open();
        if (BatchId is not null && Key is { } key && !ReferenceEquals(LedgerAddress, LedgerAddress.None))
        {
            CheckOtherKeys(key);
        }

        warnings = new TextWarnings(WriteWarning);
        if (RowTemplate is { } template)
        {
            warnings.CheckCharacters(template.Template.Source);
            if (!Monospace)
            {
                warnings.CheckFormatting(template.Template);
            }
        }
    }

    /// <summary>If the ledger can't respond now, the messages will wait for it anyway; don't wait twice.</summary>
    private void CheckOtherKeys(Client.Api.ApiKey key)
    {
        try
        {
            using var log = LedgerAddress.OpenLog(new LedgerOptions { Timeout = OtherKeysTimeout });
            WarnAboutOtherKeys(log, key);
        }
        catch (KirimyException exception)
        {
            WriteVerbose(exception.Message);
        }
    }

    private protected override void Dispatch(
        MessageInput input,
        IReadOnlyList<string> sessionIds,
        OutgoingMessage? message,
        SendResult? end
    )
    {
        if (end is not null)
        {
            Emit(end);
            return;
        }

        warnings!.CheckCharacters(input.Text);
        warnings.Write(input.Findings);
        if (RowTemplate is null && !Monospace)
        {
            warnings.CheckFormatting(message!.Text);
        }

        Send(message!);
    }
}
