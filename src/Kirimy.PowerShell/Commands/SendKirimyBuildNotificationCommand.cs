using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Builds;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Sends a notification of a build's outcome. A failed notification doesn't fail the build unless the user asks for it.</summary>
[Cmdlet(VerbsCommunications.Send, "KirimyBuildNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SendResult))]
public sealed class SendKirimyBuildNotificationCommand : SendingCmdlet
{
    private readonly BuildVariables variables = BuildVariables.Current;
    private readonly List<SendResult> failures = [];
    private IReadOnlyList<Recipient> recipients = [];
    private BuildAnnotations? annotations;
    private TextWarnings? warnings;
    private KirimyException? fault;
    private string text = string.Empty;

    /// <summary>The recipients, in any usual format.</summary>
    [Parameter(Position = 0)]
    [Alias("To", "Receive")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [NumberArgument]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public string?[]? Recipient { get; set; }

    /// <summary>The outcome of the build; by default reported by the CI system.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(BuildStatusCompleter))]
    public string? Status { get; set; }

    /// <summary>The template of the text.</summary>
    [Parameter]
    [AllowEmptyString]
    [PlainTextArgument]
    [ArgumentCompleter(typeof(BuildTemplateCompleter))]
    public string? Template { get; set; }

    /// <summary>Values of template variables; they take precedence over those of the CI system.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? Variable { get; set; }

    /// <summary>The start of the build, as a time or a duration.</summary>
    [Parameter]
    [AllowNull]
    [MomentArgument(IsOptional = true)]
    public DateTime? StartTime { get; set; }

    /// <summary>The language of the text: en or id.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string? Language { get; set; }

    /// <summary>Fails the build when a notification fails.</summary>
    [Parameter]
    public SwitchParameter FailBuild { get; set; }

    // A build machine may be new or have no user folder. Only alert suppression needs a ledger.
    private protected override LedgerAddress LedgerAddress =>
        Settings.Ledger.Source == SettingSource.Default && SuppressFor == TimeSpan.Zero ? LedgerAddress.None : base.LedgerAddress;

    private protected override MessageLanguage TextLanguage =>
        (Language is null ? null : MessageLanguage.Find(Language)) ?? base.TextLanguage;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // If the settings can't be read, the results still contain those that were specified.
        recipients = Recipient is { Length: > 0 } given
            ? Array.ConvertAll(given, static number => new Recipient(number))
            : [new Recipient(null)];
        annotations = new BuildAnnotations(this, CiSystem.Find(variables), new SecretMask(variables), FailBuild);
        fault = Try(Prepare);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SetExpectedCount(recipients.Count);
        for (var i = 0; i < recipients.Count; i++)
        {
            if ((fault ?? Try(() => Send(i, recipients[i]))) is { } reason)
            {
                Emit(Refuse(i, recipients[i].Number, reason));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Try(base.EndProcessing) is { } reason)
        {
            Report(Refuse(0, recipient: null, reason));
        }

        if (FailBuild && failures.Count > 0)
        {
            ThrowTerminatingError(ErrorRecords.From(failures[0]));
        }
    }

    // Doesn't write an error record, which would fail the build with $ErrorActionPreference = 'Stop' or at the end of pwsh -c.
    private protected override void Report(SendResult result)
    {
        if (SendErrorWriter.IsError(result))
        {
            failures.Add(result);
            annotations!.Write(result);
        }
    }

    private void Prepare()
    {
        if (!string.IsNullOrWhiteSpace(Language) && MessageLanguage.Find(Language!) is null)
        {
            WriteWarning(Text.Build_LanguageUnknown.With(Language, string.Join(", ", MessageLanguage.Names)));
        }

        FindRecipients();
        text = annotations!.Mask.Apply(WriteText(CiSystem.Find(variables)));
        Open();
        if (Key is { } key)
        {
            annotations.Mask.Add(key);
            text = annotations.Mask.Apply(text);
        }
    }

    private void FindRecipients()
    {
        recipients = MyInvocation.BoundParameters.ContainsKey(nameof(Recipient))
            ? RecipientList.Of(Settings, Recipient is null ? null : TypedNumbers.Restore(MyInvocation, nameof(Recipient), Recipient))
            : RecipientList.OfDefaults(Settings);
        if (recipients.Count == 0)
        {
            recipients = [new Recipient(Number: null, ErrorCode.InvalidPhoneNumber, Text.Input_NoRecipient)];
        }
    }

    private void Send(int index, Recipient recipient)
    {
        if (recipient.ErrorCode is { } code)
        {
            Emit(Refuse(index, recipient.Number, new KirimyException(code, recipient.Explanation!)));
        }
        else if (MessageComposer.Compose(index, recipient.Number, text, DefaultSessions, out var refusal) is { } message)
        {
            warnings ??= new TextWarnings(annotations!.Warn);
            warnings.CheckCharacters(text);
            Send(message);
        }
        else
        {
            Emit(refusal!);
        }
    }

    // If the profile can't be read, its region isn't known either.
    private SendResult Refuse(int index, string? recipient, KirimyException reason) =>
        new MessageComposer(DefaultRegion).Refuse(
            index,
            recipient,
            DefaultSessions.Count > 0 ? DefaultSessions[0] : null,
            reason.Code,
            reason.Message
        );

    /// <summary>Runs an action that must not fail the build.</summary>
    /// <returns>The reason for a failure; null for success.</returns>
    private static KirimyException? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        // PowerShell uses this exception to stop a pipeline; it isn't a failure.
        catch (Exception exception) when (exception is PipelineStoppedException or FlowControlException)
        {
            throw;
        }
        catch (KirimyException exception)
        {
            return exception;
        }
        catch (SessionStateException exception)
        {
            return new KirimyException(ErrorCode.InvalidLedger, exception.Message, exception);
        }
#pragma warning disable CA1031 // The build continues: the error is in the result and in the annotation.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new KirimyException(ErrorCode.InternalError, exception.Message, exception);
        }
    }

    private string WriteText(CiSystem? system)
    {
        var build = system?.Read(variables) ?? new Build();
        var message = new BuildMessage(
            WithStatus(system, build) with
            {
                System = system?.Name,
                Started = StartTime ?? build.Started,
            },
            DateTimeOffset.Now,
            TextLanguage
        );
        foreach (DictionaryEntry own in Variable ?? new Hashtable())
        {
            message.Set(CellText.Of(own.Key) ?? string.Empty, CellText.Typed(own.Value));
        }

        return Template is null
            ? message.Write()
            : message.Fill(MessageTemplate.Parse(Template), Language is null ? CultureInfo.CurrentCulture : TextLanguage.Culture);
    }

    private Build WithStatus(CiSystem? system, Build build)
    {
        if (!string.IsNullOrWhiteSpace(Status))
        {
            // An unknown status may mean a failure, which must be reported.
            return BuildStatusWords.Read(Status) is { } known
                ? build with
                {
                    Status = known,
                }
                : build with
                {
                    Status = BuildStatus.Failed,
                    StatusWord = Status!.Trim(),
                };
        }

        if (build.Status is not null)
        {
            return build;
        }

        var names = string.Join("|", BuildStatusWords.Names);
        throw new KirimyException(
            ErrorCode.BuildStatusMissing,
            system is null
                ? Text.Build_StatusNoSystem.With(names)
                : Text.Build_StatusMissing.With(system.Name, system.StatusSource ?? names)
        );
    }
}
