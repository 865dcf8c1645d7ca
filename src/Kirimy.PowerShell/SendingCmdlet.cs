using System.Management.Automation;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Binding;

namespace Kirimy.PowerShell;

/// <summary>What every command has that sends messages: by which sessions, within which limits, and what comes of each.</summary>
public abstract class SendingCmdlet : ServiceCmdlet
{
    private const int IntervalLimitSeconds = 3600;

    private Composer? composer;
    private ILedger? ledger;
    private DeliveryBatch? batch;
    private SendErrorWriter? errors;
    private SendProgress? progress;
    private bool asks;
    private bool isSettling;

    /// <summary>The sessions that send: the first one, and the others where it can't.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string?[]? SessionId { get; set; }

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

    /// <summary>Keeps the text of the messages in the ledger.</summary>
    [Parameter]
    public SwitchParameter KeepText { get; set; }

    private protected Composer Composer => composer!;

    /// <summary>The sessions of inputs that name none.</summary>
    private protected IReadOnlyList<string> DefaultSessions { get; private set; } = [];

    /// <summary>How many inputs there are; null while that is not known.</summary>
    private protected virtual int? ExpectedCount => null;

    /// <summary>Whether what may have arrived in an earlier run is sent again.</summary>
    private protected virtual bool SendsUnknownAgain => false;

    /// <summary>Whether nothing is sent whatever is asked, so that neither a key nor a ledger is needed.</summary>
    private protected virtual bool SendsNothing => false;

    /// <summary>How the messages are sent.</summary>
    private protected DeliveryOptions DeliveryOptions =>
        new()
        {
            Mode = Delivery,
            Limits = new RateLimits { Requests = RequestsPerMinute, MessagesPerDay = MessagesPerDay },
            MinimumInterval = MinimumInterval,
            MaximumInterval = MaximumInterval > MinimumInterval ? MaximumInterval : MinimumInterval,
            ThrottleLimit = ThrottleLimit,
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
        };

    /// <inheritdoc/>
    protected override void BeginProcessing() => Guard(Open);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
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

    /// <summary>Makes ready what each message needs, before the first one. Nothing is sent yet.</summary>
    /// <exception cref="KirimyException">Something that no message could do without is missing or wrong.</exception>
    private protected virtual void Open()
    {
        if (MaximumInterval < MinimumInterval && MyInvocation.BoundParameters.ContainsKey(nameof(MaximumInterval)))
        {
            throw new KirimyException(ErrorCode.InvalidInterval, Text.Send_IntervalOrder.With(MinimumInterval, MaximumInterval));
        }

        var address = FindAddress();
        DefaultSessions =
            SessionId is not null ? [.. SessionId.Where(id => !string.IsNullOrWhiteSpace(id)).Select(id => id!.Trim())]
            : UsesSessionDefaults(BaseUri) && SessionDefaults.Current.SessionId is { } session ? [session]
            : [];
        composer = CreateComposer();
        var preferences = new CommonPreferences(this);
        asks = preferences.MayAsk;
        errors = new SendErrorWriter(this);
        if (!preferences.IsWhatIf && !SendsNothing)
        {
            OpenBatch(address);
        }
    }

    /// <summary>What makes messages of what is to be sent.</summary>
    private protected virtual Composer CreateComposer() => new(DefaultRegion);

    /// <summary>Sends a message, or asks first where that is wanted.</summary>
    private protected void Send(OutgoingMessage message)
    {
        if (!asks)
        {
            batch!.Post(message);
            return;
        }

        var what =
            message.Parts.Count == 0
                ? Text.Send_What.With(message.Receive, message.SessionIds[0], message.Text)
                : Text.Send_WhatParts.With(
                    message.Receive,
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
            Emit(Composer.LeaveOut(message, DeliveryStatus.Skipped, ErrorCode.WhatIf, Text.Send_WhatIf));
        }
        else
        {
            Emit(Composer.LeaveOut(message, DeliveryStatus.Skipped, ErrorCode.Declined, Text.Send_Declined));
        }
    }

    /// <summary>Writes a result, and its error where it is one.</summary>
    private protected void Emit(SendResult result)
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

    /// <summary>From here on it is known how many inputs there are.</summary>
    private protected void Expect(int total)
    {
        if (progress is not null)
        {
            progress.Total = total;
        }
    }

    private void OpenBatch(BaseAddress address)
    {
        var found = RequireKey();
        var key = Client.Api.ApiKey.From(found.Secret);
        WriteVerbose(Text.Send_Opening.With(address, found.Where, key.Fingerprint, string.Join(", ", DefaultSessions)));
        var client = new KirimyClient(address, key, RequestTimeout);
        var options = DeliveryOptions;
        progress = HostAttention.IsWatching(Host) ? new SendProgress(this, RequestsPerMinute) { Total = ExpectedCount } : null;
        ledger = LedgerAddress.Open(
            client,
            new LedgerOptions
            {
                Limits = options.Limits,
                ResendUnknown = SendsUnknownAgain,
                KeepText = KeepText,
                Timeout = RequestTimeout,
            }
        );
        batch = new DeliveryBatch(client, ledger, options, Emit, WriteWarning, WriteVerbose, StopToken)
        {
            OnActivity = progress is { } display ? display.Show : null,
        };
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
