using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Kirimy.Client.Builds;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Tells people how a build ended. A notification that fails does not fail the build, unless that is asked for.</summary>
[Cmdlet(VerbsCommunications.Send, "KirimyBuildNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendKirimyBuildNotificationCommand : SendingCmdlet
{
    private readonly BuildVariables variables = BuildVariables.Current;
    private readonly List<SendResult> failures = [];
    private BuildAnnotations? annotations;
    private KirimyException? problem;
    private string text = string.Empty;

    /// <summary>The recipients, in any usual spelling.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [NumberArgument]
    public string?[]? Receive { get; set; }

    /// <summary>How the build ended; what the CI system says where nothing is given.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(BuildStatusCompleter))]
    public string? Status { get; set; }

    /// <summary>The text, with variables.</summary>
    [Parameter]
    [AllowEmptyString]
    [PlainTextArgument]
    [ArgumentCompleter(typeof(BuildTemplateCompleter))]
    public string? Template { get; set; }

    /// <summary>Values of variables, instead of what the CI system says or beside it.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Variable { get; set; }

    /// <summary>When the build began, or how long ago that is.</summary>
    [Parameter]
    [AllowNull]
    [MomentArgument]
    public DateTime? StartTime { get; set; }

    /// <summary>The language of the text: en or id.</summary>
    [Parameter]
    [ValidateSet("en", "id")]
    public string? Language { get; set; }

    /// <summary>Fails the build when a notification fails.</summary>
    [Parameter]
    public SwitchParameter FailBuild { get; set; }

    // A build machine is new for each build or has no folder of a user's; only alerts that are held back need a past.
    private protected override LedgerAddress LedgerAddress =>
        Settings.Ledger.Source == SettingSource.Default && SuppressFor == TimeSpan.Zero ? LedgerAddress.None : base.LedgerAddress;

    private protected override CultureInfo TextLanguage =>
        Language is null ? CultureInfo.CurrentUICulture : CultureInfo.GetCultureInfo(Language);

    private protected override int? ExpectedCount => Receive?.Length;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var system = CiSystem.Find(variables);
        annotations = new BuildAnnotations(this, system, new SecretMask(variables), FailBuild);
        try
        {
            text = annotations.Mask.Apply(WriteText(system));
            Open();
            if (Key is { } key)
            {
                annotations.Mask.Add(key);
                text = annotations.Mask.Apply(text);
            }
        }
        catch (KirimyException exception)
        {
            problem = exception;
        }
        catch (SessionStateException exception)
        {
            problem = new KirimyException(ErrorCode.InvalidLedger, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Where the profile can't be read, its region isn't known either.
        var composer = problem is null ? MessageComposer : new MessageComposer(DefaultRegion);
        var recipients = Receive is { Length: > 0 } given ? given : [null];
        for (var i = 0; i < recipients.Length; i++)
        {
            if (problem is not null)
            {
                var session = DefaultSessions.Count > 0 ? DefaultSessions[0] : null;
                Emit(composer.Refuse(i, recipients[i], session, problem.Code, problem.Message));
            }
            else if (composer.Compose(i, recipients[i], text, DefaultSessions, out var refusal) is { } message)
            {
                Send(message);
            }
            else
            {
                Emit(refusal!);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (FailBuild && failures.Count > 0)
        {
            ThrowTerminatingError(ErrorRecords.From(failures[0]));
        }
    }

    // No error record: with $ErrorActionPreference = 'Stop', or at the end of pwsh -c, that would fail the build.
    private protected override void Report(SendResult result)
    {
        if (SendErrorWriter.IsError(result))
        {
            failures.Add(result);
            annotations!.Write(result);
        }
    }

    private string WriteText(CiSystem? system)
    {
        var build = system?.Read(variables) ?? new Build();
        var message = new BuildMessage(
            build with
            {
                System = system?.Name,
                Status = FindStatus(system, build),
                Started = StartTime ?? build.Started,
            },
            DateTimeOffset.Now,
            TextLanguage
        );
        foreach (DictionaryEntry own in Variable ?? new Hashtable())
        {
            message.Set(CellText.Of(own.Key) ?? string.Empty, CellText.Of(own.Value));
        }

        return Template is null ? message.Write() : message.Fill(MessageTemplate.Parse(Template));
    }

    private BuildStatus FindStatus(CiSystem? system, Build build)
    {
        var names = string.Join("|", BuildStatusWords.Names);
        return !string.IsNullOrWhiteSpace(Status)
            ? BuildStatusWords.Read(Status)
                ?? throw new KirimyException(ErrorCode.BuildStatusUnknown, Text.Build_StatusUnknown.With(Status, names))
            : build.Status
                ?? throw new KirimyException(
                    ErrorCode.BuildStatusMissing,
                    system is null
                        ? Text.Build_StatusNoSystem.With(names)
                        : Text.Build_StatusMissing.With(system.Name, system.StatusSource ?? names)
                );
    }
}
