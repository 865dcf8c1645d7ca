using System.Management.Automation;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Planning;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Previews the messages that Send-KirimyMessage would send for the same input, without sending them.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KirimyMessage", DefaultParameterSetName = MessageSet)]
[OutputType(typeof(MessagePreview), typeof(BatchPlan))]
public sealed class TestKirimyMessageCommand : MessageCmdlet
{
    private MessageExaminer? examiner;
    private BatchPlanner? planner;
    private EarlierDeliveries? earlier;

    /// <summary>Returns one plan of the whole input instead of a preview of each message.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    // The parameters below have no effect here. They are accepted, so that Send-KirimyMessage and this cmdlet take the same splat, but
    // neither completed nor described in the help.

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    public override DeliveryMode Delivery { get; set; } = DeliveryMode.AtMostOnce;

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    [ValidateRange(1, 64)]
    public override int ThrottleLimit { get; set; } = 5;

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    [ValidateRange(0, 100)]
    public override int MaximumRetryCount { get; set; } = 5;

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    [ValidateRange(0, 60)]
    public override int RetryIntervalSec { get; set; } = 1;

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    public override SwitchParameter KeepText { get; set; }

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    [ProxyArgument]
    [ValidateNotNull]
    public override Uri? Proxy { get; set; }

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    [Credential]
    [ValidateNotNull]
    public override PSCredential? ProxyCredential { get; set; }

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    public override SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <inheritdoc/>
    [Parameter(DontShow = true)]
    public override SwitchParameter NoProxy { get; set; }

    private protected override bool SendsNothing => true;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (planner is not null)
        {
            WriteObject(planner.ToPlan(DeliveryOptions, earlier, BatchId is not null));
        }
    }

    private protected override void Open()
    {
        base.Open();
        earlier = Summary || BatchId is not null ? ReadLedger(LedgerAddress) : null;
        planner = Summary ? new BatchPlanner { Culture = RowTemplate?.Culture } : null;
        examiner = new MessageExaminer(MessageComposer)
        {
            Culture = RowTemplate?.Culture,
            Earlier = earlier,
            ResendUnknown = ResendUnknown,
        };
    }

    private protected override void Dispatch(
        MessageInput input,
        IReadOnlyList<string> sessionIds,
        OutgoingMessage? message,
        SendResult? end
    )
    {
        var preview = message is null
            ? examiner!.Examine(end!, input.Number, input.Text, sessionIds, isRead: input.ErrorCode is null, input.NumberReason)
            : examiner!.Examine(message, input.Text, end, input.Findings);
        if (planner is null)
        {
            WriteObject(preview);
        }
        else
        {
            planner.Add(preview, sessionIds, input.MissingVariables);
        }
    }

    /// <summary>
    /// Opens the ledger's records; null without an API key or a ledger. A ledger that can't be read isn't an error
    /// here. A vault that can't be opened is one: without the API key, the plan would show sent messages as new.
    /// </summary>
    private EarlierDeliveries? ReadLedger(LedgerAddress address)
    {
        try
        {
            if (ReferenceEquals(address, LedgerAddress.None) || FindKey() is not { } found)
            {
                return null;
            }

            using var log = address.OpenLog(new LedgerOptions { Timeout = RequestTimeout });
            var key = Client.Api.ApiKey.From(found.Secret);
            WarnAboutOtherKeys(log, key);
            return EarlierDeliveries.Read(log, key.Fingerprint, BatchId, DeliveryOptions.Limits, StopToken);
        }
        catch (KirimyException exception) when (exception.Code != ErrorCode.SecretVaultFailed)
        {
            WriteWarning(Text.Test_LedgerUnread.With(exception.Message));
            return null;
        }
    }
}
