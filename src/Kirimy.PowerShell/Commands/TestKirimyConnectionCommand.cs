using System.Management.Automation;
using Kirimy.Client.Diagnostics;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Connection;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Checks everything that a send needs; it sends a message only if a recipient is specified.</summary>
[Cmdlet(
    VerbsDiagnostic.Test,
    "KirimyConnection",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = CheckSet
)]
[OutputType(typeof(ConnectionCheck), ParameterSetName = [CheckSet])]
[OutputType(typeof(bool), ParameterSetName = [QuietSet])]
[OutputType(typeof(string), ParameterSetName = [ReportSet])]
public sealed class TestKirimyConnectionCommand : ServiceCmdlet
{
    private const string CheckSet = "Check";
    private const string QuietSet = "Quiet";
    private const string ReportSet = "Report";

    private readonly ReportRedaction redaction = new();
    private readonly List<ConnectionCheck> checks = [];

    /// <summary>The WhatsApp sessions to check; the message is sent from the first one.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string?[]? SessionId { get; set; }

    /// <summary>The recipient of one real message.</summary>
    [Parameter]
    [Alias("To", "Receive")]
    [ValidateNotNullOrEmpty]
    [NumberArgument]
    public string? Recipient { get; set; }

    /// <summary>The text of that message.</summary>
    [Parameter]
    [Alias("Text", "Body")]
    [ValidateNotNullOrEmpty]
    [PlainTextArgument]
    public string? Message { get; set; }

    /// <summary>The country of a phone number without a country code.</summary>
    [Parameter]
    [ValidateRegion]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string DefaultRegion { get; set; } = "ID";

    /// <summary>The plan's rate limit: requests per minute with one API key.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>The plan's daily limit: messages per day from one WhatsApp session.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MessagesPerDay { get; set; } = 1000;

    /// <summary>Returns only whether all checks passed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuietSet)]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Returns one text for a support request, without secrets.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReportSet)]
    public SwitchParameter AsReport { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guard(Run);

    private void Run()
    {
        var settings = FindSettings();
        var list = new ConnectionChecklist(settings);
        foreach (var check in list.Run(StopToken))
        {
            AddCheck(check);
        }

        if (Recipient is not null)
        {
            AddCheck(TrySend(list, settings.SessionIds));
        }

        if (Quiet)
        {
            WriteObject(checks.TrueForAll(c => c.Ok != false));
        }
        else if (AsReport)
        {
            WriteObject(CreateReport());
        }
    }

    private void AddCheck(ConnectionCheck check)
    {
        checks.Add(check);
        if (!Quiet && !AsReport)
        {
            WriteObject(check);
        }
    }

    private ConnectionCheck TrySend(ConnectionChecklist list, IReadOnlyList<string> sessionIds)
    {
        var text = Message ?? Text.TestConnection_Message.With(DateTime.Now);
        var message = new MessageComposer(Settings.DefaultRegion.Value).Compose(
            0,
            Recipient,
            text,
            [.. sessionIds.Take(1)],
            out var refusal
        );
        redaction.Hide(Recipient);
        redaction.Hide(message?.Recipient);
        Settings.RequireIntendedService();
        if (list.Blocker is { } blocker)
        {
            return blocker;
        }

        if (message is null)
        {
            return ConnectionChecklist.Failed(ConnectionCheckKind.Message, new KirimyException(refusal!.ErrorCode!, refusal.ErrorMessage!));
        }

        var what = Text.Send_What.With(message.Recipient, message.SessionIds[0], message.Text);
        return ShouldProcess(what, Text.Send_Ask.With(what), Text.Send_Caption, out var reason)
                ? list.Send(message, WriteWarning, StopToken)
            : reason == ShouldProcessReason.WhatIf ? ConnectionCheck.Skipped(ConnectionCheckKind.Message, Text.Send_WhatIf)
            : ConnectionCheck.Skipped(ConnectionCheckKind.Message, Text.Send_Declined);
    }

    private ConnectionSettings FindSettings()
    {
        var address = FindAddress();
        if (NoProxy || Proxy is not null || ProxyCredential is not null || ProxyUseDefaultCredentials)
        {
            // Errors of the parameters themselves end the cmdlet; they aren't a check.
            _ = FindRoute(address);
        }

        return new ConnectionSettings
        {
            Address = address,
            Route = () => FindRoute(address),
            Key = RequireKey,
            SessionIds = Settings.SessionIds.Value,
            SessionOrigin = Settings.SessionIds.Origin,
            Ledger = () => LedgerAddress,
            LedgerOptions = new LedgerOptions { Limits = Settings.Limits, Timeout = RequestTimeout },
            Timeout = RequestTimeout,
        };
    }

    private string CreateReport()
    {
        var report = new ConnectionReport(redaction);
        report.AddTitle(Text.TestConnection_ReportTitle);
        foreach (var (name, value) in SupportFacts.Collect(this))
        {
            report.AddFact(name, value);
        }

        report.AddTitle(Text.TestConnection_ReportSettings);
        try
        {
            // Personal phone numbers aren't part of a support request.
            var recipients = Settings.Recipients;
            foreach (var number in recipients.Default.Value.Concat(recipients.Groups.Value.SelectMany(static group => group.Value)))
            {
                redaction.Hide(RecipientGroups.IsName(number) ? null : number);
            }

            foreach (var setting in Settings.List())
            {
                report.AddFact(setting.Name, SupportFacts.Describe(setting));
            }
        }
        catch (KirimyException exception)
        {
            // The checks already contain the advice.
            report.AddFact(exception.Code, exception.Message);
        }

        report.AddFact(nameof(TimeoutSec), $"{RequestTimeout.TotalSeconds}");
        report.AddTitle(Text.TestConnection_ReportChecks);
        checks.ForEach(report.AddCheck);
        return report.ToString();
    }
}
