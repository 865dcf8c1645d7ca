using System.Management.Automation;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Network;
using Kirimy.Client.Texts;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell;

/// <summary>Base class of the cmdlets that send messages: WhatsApp sessions, limits and results.</summary>
public abstract class SendingCmdlet : ServiceCmdlet
{
    /// <summary>The number of messages that -WhatIf shows; the rest are counted.</summary>
    private const int MaxWhatIfMessages = 10;

    private MessageComposer? composer;
    private Alert? alert;
    private DeliveryLedger? ledger;
    private DeliveryBatch? batch;
    private SendErrorWriter? errors;
    private SendProgress? progress;
    private SendSummary? summary;
    private LedgerRun? run;
    private bool mayPrompt;
    private bool isWhatIf;
    private int whatIfCount;
    private bool isDraining;

    /// <summary>The WhatsApp sessions: messages are sent from the first one, with failover to the others.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string?[]? SessionId { get; set; }

    /// <summary>The country of phone numbers without a country code.</summary>
    [Parameter]
    [ValidateRegion]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string DefaultRegion { get; set; } = "ID";

    /// <summary>The delivery guarantee if it is unknown whether a request arrived.</summary>
    [Parameter]
    public virtual DeliveryMode Delivery { get; set; } = DeliveryMode.AtMostOnce;

    /// <summary>The maximum number of messages in flight.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public virtual int ThrottleLimit { get; set; } = 5;

    /// <summary>The maximum number of retries of a message.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public virtual int MaximumRetryCount { get; set; } = 5;

    /// <summary>The maximum backoff before the first retry, in seconds. It doubles with each retry.</summary>
    [Parameter]
    [ValidateRange(0, 60)]
    public virtual int RetryIntervalSec { get; set; } = 1;

    /// <summary>The plan's rate limit: requests per minute with one API key.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>The plan's daily limit: messages per day from one WhatsApp session.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MessagesPerDay { get; set; } = 1000;

    /// <summary>The delay between two messages of a WhatsApp session: minimum and maximum.</summary>
    [Parameter]
    [IntervalArgument]
    [ValidateNotNull]
    public TimeSpan[]? Interval { get; set; }

    /// <summary>Stores the texts of messages in the ledger.</summary>
    [Parameter]
    public virtual SwitchParameter KeepText { get; set; }

    /// <summary>The time for which the same alert is suppressed after it was sent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateDuration(SuppressionArguments.MaxSeconds)]
    public TimeSpan SuppressFor { get; set; }

    /// <summary>The key that identifies an alert to a recipient, instead of its text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SuppressionKey { get; set; }

    /// <summary>The line that reports the number of suppressed alerts; empty for none.</summary>
    [Parameter]
    [AllowEmptyString]
    [PlainTextArgument]
    public string? SuppressionNote { get; set; }

    private protected MessageComposer MessageComposer => composer!;

    /// <summary>The WhatsApp sessions of inputs that specify none.</summary>
    private protected IReadOnlyList<string> DefaultSessions { get; private set; } = [];

    /// <summary>The batch to record in the ledger; null for none.</summary>
    private protected virtual string? BatchOfRun => null;

    /// <summary>The language of the additions to a text.</summary>
    private protected virtual MessageLanguage TextLanguage => MessageLanguage.Of(CultureInfo.CurrentUICulture);

    /// <summary>The API key; null with -WhatIf.</summary>
    private protected Client.Api.ApiKey? Key { get; private set; }

    /// <summary>Whether messages of an earlier run whose status is Unknown are sent again.</summary>
    private protected virtual bool ResendsUnknown => false;

    /// <summary>Whether the cmdlet never sends, so that it needs neither an API key nor a ledger.</summary>
    private protected virtual bool SendsNothing => false;

    /// <summary>The delivery options.</summary>
    private protected virtual DeliveryOptions DeliveryOptions
    {
        get
        {
            var (minimum, maximum) = Settings.Intervals;
            return new DeliveryOptions
            {
                Mode = Delivery,
                Limits = Settings.Limits,
                MinimumInterval = minimum.Value,
                MaximumInterval = maximum.Value,
                ThrottleLimit = ThrottleLimit,
                MaximumRetryCount = MaximumRetryCount,
                RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
            };
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Guard(Open);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        batch?.Complete();
        progress?.Complete();
        if (StopToken.IsCancellationRequested)
        {
            return;
        }

        if (whatIfCount > MaxWhatIfMessages)
        {
            _ = ShouldProcess(Text.Send_WhatIfMore.With(whatIfCount - MaxWhatIfMessages, whatIfCount), string.Empty, Text.Send_Caption);
        }

        EndRun();
        errors?.Complete();
        summary?.Write();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Requests in flight are awaited even if the pipeline was stopped or ended early.
        batch?.Dispose();
        ShowUnreported();
        ledger?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Prepares the run before the first message, without sending anything.</summary>
    /// <exception cref="KirimyException">A requirement of all messages is missing or invalid.</exception>
    private protected virtual void Open()
    {
        var options = DeliveryOptions;
        var address = FindAddress();
        DefaultSessions = Settings.SessionIds.Value;
        composer = CreateComposer();
        alert = SuppressionArguments.Read(MyInvocation, SuppressFor, SuppressionKey, SuppressionNote, TextLanguage);
        var preferences = new CommonPreferences(this);
        mayPrompt = preferences.MayPrompt;
        isWhatIf = preferences.IsWhatIf;
        errors = new SendErrorWriter(this, options);
        if (!isWhatIf && !SendsNothing)
        {
            OpenBatch(address, options);
        }
    }

    /// <summary>The composer of the messages.</summary>
    private protected virtual MessageComposer CreateComposer() => new(Settings.DefaultRegion.Value);

    /// <summary>Sends a message, after a confirmation if the user wants one.</summary>
    private protected void Send(OutgoingMessage message)
    {
        message = alert is null ? message : message with { Alert = alert };
        if (!mayPrompt)
        {
            batch!.Post(message);
            return;
        }

        if (isWhatIf && ++whatIfCount > MaxWhatIfMessages)
        {
            EmitWhatIf(message);
            return;
        }

        var what =
            message.Parts.Count == 0
                ? Text.Send_What.With(message.Recipient, message.SessionIds[0], message.Text)
                : Text.Send_WhatParts.With(
                    message.Recipient,
                    message.SessionIds[0],
                    message.Parts.Count,
                    string.Join(Environment.NewLine, message.Parts)
                );
        if (ShouldProcess(what, Text.Send_Ask.With(what), Text.Send_Caption, out var reason))
        {
            batch!.Post(message);
        }
        else if (reason == ShouldProcessReason.WhatIf)
        {
            EmitWhatIf(message);
        }
        else
        {
            Emit(MessageComposer.Skip(message, ErrorCode.Declined, Text.Send_Declined));
        }
    }

    private void EmitWhatIf(OutgoingMessage message) => Emit(MessageComposer.Skip(message, ErrorCode.WhatIf, Text.Send_WhatIf));

    /// <summary>Writes a result and its error, if it is one.</summary>
    private protected void Emit(SendResult result)
    {
        WriteObject(result);
        summary?.Counts.Add(result);
        run?.Add(result);
        Report(result);
    }

    /// <summary>Writes the error of a result, if it is one.</summary>
    private protected virtual void Report(SendResult result)
    {
        if (isDraining)
        {
            return;
        }

        // Nothing can be written after an error ends the pipeline, so messages in flight are awaited first. The error about the daily limit
        // is written last.
        if (SendErrorWriter.IsError(result) && !SendErrorWriter.IsDailyLimit(result) && new CommonPreferences(this).StopsAtErrors)
        {
            isDraining = true;
            batch?.EndEarly();
        }

        errors!.Write(result, GetErrorNote(result));
    }

    /// <summary>An addition to the error message of a result; null for none.</summary>
    private protected virtual string? GetErrorNote(SendResult result) => null;

    /// <summary>Sets the number of messages, before each input and at the end.</summary>
    /// <param name="total">The number; null if unknown.</param>
    private protected void SetExpectedCount(int? total)
    {
        if (summary is null)
        {
            return;
        }

        if (!summary.HasBegun)
        {
            run?.Begin(total);
        }

        summary.SetExpectedCount(total);
    }

    private void OpenBatch(BaseAddress address, DeliveryOptions options)
    {
        Settings.RequireIntendedService();
        var route = FindRoute(address);
        KirimyClient.ConnectEarly(address, route);
        var found = RequireKey();
        var key = Key = Client.Api.ApiKey.From(found.Secret);
        WriteVerbose(Text.Send_Opening.With(address, found.Origin, key.Fingerprint, string.Join(", ", DefaultSessions)));
        if (route.Proxy is not null)
        {
            WriteVerbose(Text.Send_Proxy.With(route, route.Origin));
        }

        var client = new KirimyClient(address, key, RequestTimeout, route);
        summary = new SendSummary(this, BatchOfRun, options);
        progress = HostAttention.IsWatching(Host) ? new SendProgress(this, summary, options) : null;
        ledger = LedgerAddress.Open(
            new LedgerScope(key.Fingerprint, address.Root),
            new LedgerOptions
            {
                Limits = options.Limits,
                ResendUnknown = ResendsUnknown,
                KeepText = Settings.KeepText.Value,
                Timeout = RequestTimeout,
            }
        );
        run = BatchOfRun is { } id ? ledger.OpenRun(id) : null;
        batch = new DeliveryBatch(client, ledger, options, Emit, WriteWarning, WriteVerbose, StopToken)
        {
            OnProgress = progress is { } display ? display.Show : null,
        };
    }

    /// <summary>Ends the run after all input was sent, and warns if the ledger couldn't record it.</summary>
    private void EndRun()
    {
        run?.End(isComplete: true);
        if (run?.Fault is { } fault)
        {
            WriteWarning(Text.Send_BatchNotRecorded.With(BatchOfRun, fault));
        }

        run = null;
    }

    // A stopped pipeline receives no more results, warnings and information, but the host can still show them. A row without a result or
    // warning would be lost silently.
    private void ShowUnreported()
    {
        foreach (var warning in batch?.UnreportedWarnings ?? [])
        {
            Host.UI.WriteWarningLine(warning);
        }

        var unreported = batch?.Unreported ?? [];
        if (unreported.Count > 0)
        {
            Host.UI.WriteWarningLine(
                Text.Send_Unreported.With(unreported.Count, string.Join(", ", unreported.OrderBy(result => result.Index)))
            );
        }

        foreach (var result in unreported)
        {
            summary?.Counts.Add(result);
            run?.Add(result);
        }

        run?.End(isComplete: false);
        summary?.Show();
    }
}
