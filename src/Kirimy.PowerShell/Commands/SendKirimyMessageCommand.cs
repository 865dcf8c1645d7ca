using System.Globalization;
using System.Management.Automation;
using System.Security;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.PowerShell.Binding;

namespace Kirimy.PowerShell.Commands;

/// <summary>Sends WhatsApp messages: one result for every input.</summary>
[Cmdlet(VerbsCommunications.Send, "KirimyMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendKirimyMessageCommand : KirimyCmdlet
{
    private Composer? composer;
    private DeliveryBatch? batch;
    private SendErrorWriter? errors;
    private string[] defaultSessions = [];
    private int nextIndex;
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
        foreach (var input in new MessageInputReader(MyInvocation, Receive, Message).Read(InputObject))
        {
            Send(input);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => batch?.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Requests under way may finish, and are waited for: also when the pipeline was stopped or cut short.
        batch?.Dispose();
        TellUnreported();
        base.Dispose(disposing);
    }

    private void Open()
    {
        var defaults = SessionDefaults.Current;
        var useDefaults = defaults.BaseUri is not null && (BaseUri is null || BaseUri == defaults.BaseUri);
        var address = (BaseUri ?? defaults.BaseUri) is { } uri ? BaseAddress.Parse(uri) : BaseAddress.Default;
        defaultSessions =
            SessionId is not null ? [.. SessionId.Where(id => !string.IsNullOrWhiteSpace(id)).Select(id => id!.Trim())]
            : useDefaults && defaults.SessionId is { } session ? [session]
            : [];
        composer = new Composer(DefaultRegion);
        errors = new SendErrorWriter(this);
        if (IsWhatIf())
        {
            return;
        }

        var found = ApiKeyChain.Require(this, ApiKey, useDefaults);
        var key = Client.Api.ApiKey.From(found.Secret);
        WriteVerbose(Text.Send_Opening.With(address, found.Where, key.Fingerprint, string.Join(", ", defaultSessions)));
        var options = new DeliveryOptions
        {
            Mode = Delivery,
            ThrottleLimit = ThrottleLimit,
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
        };
        var client = new KirimyClient(address, key, TimeSpan.FromSeconds(TimeoutSec));
        batch = new DeliveryBatch(client, options, Emit, WriteWarning, WriteVerbose, StopToken);
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
        if (isSettling)
        {
            return;
        }

        // Nothing can be written any more once such an error ends the pipeline: what is under way gets its results before.
        if (SendErrorWriter.IsError(result) && StopsAtErrors())
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

    private bool IsWhatIf() => LanguagePrimitives.IsTrue(Preference("WhatIf", "WhatIfPreference"));

    private bool StopsAtErrors() =>
        LanguagePrimitives.TryConvertTo(
            Preference("ErrorAction", "ErrorActionPreference"),
            CultureInfo.InvariantCulture,
            out ActionPreference action
        )
        && action == ActionPreference.Stop;

    /// <summary>A common parameter, or the preference that stands where it is left out.</summary>
    private object? Preference(string parameter, string variable) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : SessionState.PSVariable.GetValue(variable);
}
