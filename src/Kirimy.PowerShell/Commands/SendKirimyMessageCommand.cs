using System.Management.Automation;
using System.Security;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Binding;

namespace Kirimy.PowerShell.Commands;

/// <summary>Sends WhatsApp messages: one result for every input.</summary>
[Cmdlet(VerbsCommunications.Send, "KirimyMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendKirimyMessageCommand : LedgerCmdlet
{
    private const int IntervalLimitSeconds = 3600;

    private MessageInputReader? reader;
    private Composer? composer;
    private MessageKeys? keys;
    private ILedger? ledger;
    private DeliveryBatch? batch;
    private SendErrorWriter? errors;
    private SendProgress? progress;
    private string[] defaultSessions = [];
    private int nextIndex;
    private bool asks;
    private bool isSettling;

    /// <summary>The recipients, in any usual spelling.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string?[]? Receive { get; set; }

    /// <summary>The text; for rows without one of their own.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [PlainTextArgument]
    public string? Message { get; set; }

    /// <summary>A string is a text, anything else a row whose columns name the recipient and the text.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The sessions that send: the first one, and the others where it can't.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string?[]? SessionId { get; set; }

    /// <summary>The API key.</summary>
    [Parameter]
    [SecretArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>The address of the service.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>The country of numbers written without a country code.</summary>
    [Parameter]
    [ValidateRegion]
    public string DefaultRegion { get; set; } = "ID";

    /// <summary>What to do when nobody knows whether a request arrived.</summary>
    [Parameter]
    public DeliveryMode Delivery { get; set; } = DeliveryMode.AtMostOnce;

    /// <summary>How many messages are under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>Seconds that one request may take.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a message is repeated at most.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 5;

    /// <summary>Seconds: the longest wait before the first repeat; it doubles with each.</summary>
    [Parameter]
    [ValidateRange(0, 60)]
    public int RetryIntervalSec { get; set; } = 1;

    /// <summary>The plan's limit: requests in any minute with one API key.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>The plan's limit: messages of one session in a day.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MessagesPerDay { get; set; } = 1000;

    /// <summary>The shortest pause between two messages of a session.</summary>
    [Parameter]
    [ValidateDuration(IntervalLimitSeconds)]
    public TimeSpan MinimumInterval { get; set; }

    /// <summary>The longest pause between two messages of a session.</summary>
    [Parameter]
    [ValidateDuration(IntervalLimitSeconds)]
    public TimeSpan MaximumInterval { get; set; }

    /// <summary>The run that the messages belong to: what was sent in it is not sent again.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BatchId { get; set; }

    /// <summary>What tells the message from others, instead of its recipient and text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MessageKey { get; set; }

    /// <summary>Sends again what may have arrived in an earlier run.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    /// <summary>Keeps the text of the messages in the ledger.</summary>
    [Parameter]
    public SwitchParameter KeepText { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            Open();
        }
        catch (KirimyException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target: null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in reader!.Read(InputObject))
        {
            Send(input);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (progress is not null)
        {
            progress.Total = nextIndex;
        }

        batch?.Complete();
        progress?.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Requests under way may finish, and are waited for: also when the pipeline was stopped or cut short.
        batch?.Dispose();
        ledger?.Dispose();
        TellUnreported();
        base.Dispose(disposing);
    }

    private void Open()
    {
        if (MaximumInterval < MinimumInterval && MyInvocation.BoundParameters.ContainsKey(nameof(MaximumInterval)))
        {
            throw new KirimyException(ErrorCode.InvalidInterval, Text.Send_IntervalOrder.With(MinimumInterval, MaximumInterval));
        }

        var defaults = SessionDefaults.Current;
        var useDefaults = defaults.BaseUri is not null && (BaseUri is null || BaseUri == defaults.BaseUri);
        var address = (BaseUri ?? defaults.BaseUri) is { } uri ? BaseAddress.Parse(uri) : BaseAddress.Default;
        defaultSessions =
            SessionId is not null ? [.. SessionId.Where(id => !string.IsNullOrWhiteSpace(id)).Select(id => id!.Trim())]
            : useDefaults && defaults.SessionId is { } session ? [session]
            : [];
        reader = new MessageInputReader(MyInvocation, Receive, Message, MessageKey);
        composer = new Composer(DefaultRegion);
        keys = new MessageKeys(BatchId);
        var preferences = new CommonPreferences(this);
        asks = preferences.MayAsk;
        errors = new SendErrorWriter(this);
        if (preferences.IsWhatIf)
        {
            return;
        }

        var found = ApiKeyChain.Require(this, ApiKey, useDefaults);
        var key = Client.Api.ApiKey.From(found.Secret);
        WriteVerbose(Text.Send_Opening.With(address, found.Where, key.Fingerprint, string.Join(", ", defaultSessions)));
        var limits = new RateLimits { Requests = RequestsPerMinute, MessagesPerDay = MessagesPerDay };
        var options = new DeliveryOptions
        {
            Mode = Delivery,
            Limits = limits,
            MinimumInterval = MinimumInterval,
            MaximumInterval = MaximumInterval > MinimumInterval ? MaximumInterval : MinimumInterval,
            ThrottleLimit = ThrottleLimit,
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
        };
        var client = new KirimyClient(address, key, TimeSpan.FromSeconds(TimeoutSec));
        progress = HostAttention.IsWatching(Host)
            ? new SendProgress(this, RequestsPerMinute) { Total = MyInvocation.ExpectingInput ? null : Receive?.Length }
            : null;
        ledger = LedgerAddress.Open(
            client,
            new LedgerOptions
            {
                Limits = limits,
                ResendUnknown = ResendUnknown,
                KeepText = KeepText,
                Timeout = TimeSpan.FromSeconds(TimeoutSec),
            }
        );
        batch = new DeliveryBatch(client, ledger, options, Emit, WriteWarning, WriteVerbose, StopToken)
        {
            OnActivity = progress is { } display ? display.Show : null,
        };
    }

    private void Send(MessageInput input)
    {
        var index = nextIndex++;
        var sessions = SessionId is null && input.SessionId is { } own ? [own] : defaultSessions;
        if (input.ErrorCode is { } code)
        {
            Emit(composer!.Refuse(index, input.Number, sessions.FirstOrDefault(), code, input.Explanation));
            return;
        }

        var message = composer!.Compose(index, input.Number, input.Text, sessions, out var refusal);
        if (message is null)
        {
            Emit(refusal!);
            return;
        }

        if (keys!.Identify(message.Receive, message.Text, input.Key) is { } identity)
        {
            message = message with { Identity = identity };
        }

        if (!asks)
        {
            batch!.Post(message);
            return;
        }

        var what = Text.Send_What.With(message.Receive, message.SessionIds[0], message.Text);
        if (ShouldProcess(what, Text.Send_Ask.With(what), Text.Send_Caption, out var reason))
        {
            batch!.Post(message);
        }
        else if (reason == ShouldProcessReason.WhatIf)
        {
            Emit(composer.LeaveOut(message, DeliveryStatus.Skipped, ErrorCode.WhatIf, Text.Send_WhatIf));
        }
        else
        {
            Emit(composer.LeaveOut(message, DeliveryStatus.Skipped, ErrorCode.Declined, Text.Send_Declined));
        }
    }

    private void Emit(SendResult result)
    {
        WriteObject(result);
        progress?.Count(result);
        if (isSettling)
        {
            return;
        }

        // Nothing can be written any more once such an error ends the pipeline: what is under way gets its results before.
        if (SendErrorWriter.IsError(result) && new CommonPreferences(this).StopsAtErrors)
        {
            isSettling = true;
            batch?.Settle();
        }

        errors!.Write(result);
    }

    // A stopped pipeline takes no more results; the host can still tell what became of messages that were under way.
    private void TellUnreported()
    {
        var unreported = batch?.Unreported ?? [];
        if (unreported.Count > 0)
        {
            const int Most = 20;
            var list = string.Join(", ", unreported.Take(Most)) + (unreported.Count > Most ? ", …" : string.Empty);
            Host.UI.WriteWarningLine(Text.Send_Unreported.With(unreported.Count, list));
        }
    }
}
