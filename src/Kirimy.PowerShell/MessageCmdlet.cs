using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell;

/// <summary>Base class of the cmdlets that create messages from texts, rows, templates and parameters.</summary>
public abstract class MessageCmdlet : SendingCmdlet
{
    /// <summary>With this many recipients, one piped text is assumed to be the only one.</summary>
    private const int MinRecipientsOfSingleText = 10;

    private protected const string MessageSet = "Message";
    private const string TemplateSet = "Template";
    private const string TemplatePathSet = "TemplatePath";

    private readonly MessageSourceReader sources = new();
    private IReadOnlyList<Recipient> recipients = [];
    private MessageInputReader? reader;
    private IdempotencyKeys? keys;
    private OptOutList? optOuts;
    private DuplicateFilter? duplicates;
    private int nextIndex;

    /// <summary>The source column of each WhatsApp session that rows specify.</summary>
    private readonly Dictionary<string, string?> sessionColumns = new(StringComparer.Ordinal);

    /// <summary>The recipients, in any usual format.</summary>
    [Parameter(Position = 0)]
    [Alias("To", "Receive")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    [NumberArgument]
    public string?[]? Recipient { get; set; }

    /// <summary>The text of the message; for rows, used instead of a template.</summary>
    [Parameter(Position = 1, ParameterSetName = MessageSet)]
    [Alias("Text", "Body")]
    [AllowNull]
    [AllowEmptyString]
    [PlainTextArgument]
    public string? Message { get; set; }

    /// <summary>
    /// The input: a string, an error or an exception is a text; anything else is a row with columns for the recipient and the text.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The column with the phone number; by default chosen by headings and values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NumberColumnCompleter))]
    public string? NumberColumn { get; set; }

    /// <summary>The template: a text with placeholders for the columns of each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    [PlainTextArgument]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public string? Template { get; set; }

    /// <summary>The file of the template.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplatePathSet)]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <summary>Values of template variables for every row.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = TemplatePathSet)]
    [ValidateNotNull]
    public IDictionary? Variable { get; set; }

    /// <summary>The handling of a row without a value for a variable.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = TemplatePathSet)]
    public MissingVariable MissingVariable { get; set; } = MissingVariable.Error;

    /// <summary>The culture for formatting numbers and dates in a template.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = TemplatePathSet)]
    [ValidateNotNull]
    [CultureArgument]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>Joins all piped texts into one.</summary>
    [Parameter(ParameterSetName = MessageSet)]
    public SwitchParameter Join { get; set; }

    /// <summary>The handling of a text that is too long for one message.</summary>
    [Parameter]
    public MessageOverflow Overflow { get; set; } = MessageOverflow.Error;

    /// <summary>Formats the text as monospace.</summary>
    [Parameter]
    public SwitchParameter Monospace { get; set; }

    /// <summary>Expands escape sequences such as \n in the text.</summary>
    [Parameter]
    public SwitchParameter ExpandEscape { get; set; }

    /// <summary>Skips a message with the same recipient and text as an earlier one of the input.</summary>
    [Parameter]
    public SwitchParameter SkipDuplicate { get; set; }

    /// <summary>The opt-out list: a file of numbers that must not receive messages.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OptOutPath { get; set; }

    /// <summary>The column of the opt-out list with the phone number; by default chosen by headings and values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OptOutColumnCompleter))]
    public string? OptOutColumn { get; set; }

    /// <summary>The batch of the messages. A rerun of a batch doesn't send a message again.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <summary>The message key (idempotency key), instead of one derived from recipient and text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MessageKey { get; set; }

    /// <summary>Sends messages again whose status is Unknown, although they may have arrived.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    /// <summary>The sending hours. Messages wait until they begin.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    public string?[]? SendBetween { get; set; }

    /// <summary>Sends outside the sending hours as well.</summary>
    [Parameter]
    public SwitchParameter Urgent { get; set; }

    /// <summary>Waits for the next day if the daily limit is reached.</summary>
    [Parameter]
    public SwitchParameter WaitForNextDay { get; set; }

    private protected override DeliveryOptions DeliveryOptions =>
        base.DeliveryOptions with
        {
            WaitForNextDay = Settings.WaitForNextDay.Value,
            Hours = Urgent ? null : Settings.SendingHours,
        };

    private protected override string? BatchOfRun => BatchId;

    private string?[]? TypedRecipient => Recipient is null ? null : TypedNumbers.Restore(MyInvocation, nameof(Recipient), Recipient);

    private protected override bool ResendsUnknown => ResendUnknown;

    /// <summary>The template of the texts; null if the texts are specified.</summary>
    private protected RowTemplate? RowTemplate { get; private set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // An array argument, as opposed to a piped one, contains rows.
        if (!MyInvocation.ExpectingInput && InputObject?.BaseObject is IList rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                Read(rows[i] is { } row ? PSObject.AsPSObject(row) : null, rows.Count - i);
            }
        }
        else
        {
            Read(InputObject, CountRowsLeft(InputObject));
        }
    }

    /// <summary>Processes the messages of an input.</summary>
    /// <param name="row">The input.</param>
    /// <param name="rowsLeft">The number of remaining inputs including this one; null if unknown.</param>
    private void Read(PSObject? row, int? rowsLeft)
    {
        var isForAll = row?.BaseObject is null or string || MyInvocation.BoundParameters.ContainsKey(nameof(Recipient));
        SetExpectedCount(nextIndex + (rowsLeft * (isForAll ? Math.Max(1, recipients.Count) : 1)));
        var source = sources.Read(row);
        foreach (var input in reader!.Read(row))
        {
            Process(nextIndex++, input, source);
        }
    }

    /// <summary>
    /// The number of remaining inputs including this one, if known: a contact knows how many follow in its file. A text that is piped to
    /// many recipients is assumed to be the only one.
    /// </summary>
    private int? CountRowsLeft(PSObject? row) =>
        row?.BaseObject is Contact contact ? contact.RowsLeft
        : !MyInvocation.ExpectingInput || (row?.BaseObject is string && recipients.Count >= MinRecipientsOfSingleText) ? 1
        : null;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var input in reader!.ReadJoined())
        {
            Process(nextIndex++, input, source: null);
        }

        SetExpectedCount(nextIndex);
        base.EndProcessing();
    }

    private protected override void Open()
    {
        RowTemplate = ReadTemplate();
        optOuts = OptOutPath is null
            ? null
            : OptOutList.Load(FilePath.Resolve(this, OptOutPath, ErrorCode.OptOutUnreadable), Settings.DefaultRegion.Value, OptOutColumn);
        duplicates = SkipDuplicate ? new DuplicateFilter() : null;
        recipients = MyInvocation.BoundParameters.ContainsKey(nameof(Recipient))
            ? RecipientList.Of(Settings, TypedRecipient)
            : RecipientList.OfDefaults(Settings);
        reader = new MessageInputReader(
            MyInvocation,
            recipients,
            Message,
            MessageKey,
            NumberColumn,
            Settings.DefaultRegion.Value,
            WriteWarning
        )
        {
            Template = RowTemplate,
            ExpandsEscapes = ExpandEscape,
            BatchId = BatchId,
            JoinsTexts = Join,
        };
        keys = new IdempotencyKeys(BatchId);
        base.Open();
    }

    private RowTemplate? ReadTemplate()
    {
        if (Template is null && TemplatePath is null)
        {
            return null;
        }

        var loaded = TemplatePath is null ? null : MessageTemplate.Load(FilePath.Resolve(this, TemplatePath, ErrorCode.TemplateUnreadable));
        var source = Template ?? loaded!.Source;
        var parsed = ExpandEscape ? MessageTemplate.Parse(EscapeSequences.Expand(source)) : loaded ?? MessageTemplate.Parse(source);
        return new RowTemplate(parsed, Variable, MissingVariable, Culture ?? CultureInfo.CurrentCulture, WriteWarning);
    }

    private protected override string? GetErrorNote(SendResult result) =>
        result is { ErrorCode: ErrorCode.SessionNotFound or ErrorCode.SessionInactive, SessionId: { } session }
        && sessionColumns.TryGetValue(session, out var column)
        && column is not null
            ? Text.Error_SessionColumn.With(session, column)
            : null;

    private protected override MessageComposer CreateComposer() =>
        new(Settings.DefaultRegion.Value)
        {
            BatchId = BatchId,
            Overflow = Overflow,
            Monospace = Monospace,
        };

    /// <summary>Warns about a batch of another API key, because its messages would be sent again.</summary>
    private protected void WarnAboutOtherKeys(IDeliveryLog log, Client.Api.ApiKey key)
    {
        if (
            BatchId is not null
            && log.KeysOfBatch(BatchId, FindAddress().Root).Where(other => other != key.Fingerprint).ToList() is { Count: > 0 } others
        )
        {
            WriteWarning(
                Text.Send_BatchOfAnotherKey.With(
                    Quoted(BatchId),
                    string.Join(", ", others),
                    string.Join("; ", others.Select(other => $"Set-KirimyDelivery -BatchId {Quoted(BatchId)} -FromKey {other}"))
                )
            );
        }

        static string Quoted(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
    }

    /// <summary>Processes one input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="sessionIds">The WhatsApp sessions to send it from, in order.</param>
    /// <param name="message">The message of the input; null if it can't be composed.</param>
    /// <param name="end">Its result if it isn't sent: refused or skipped. Null otherwise.</param>
    private protected abstract void Dispatch(
        MessageInput input,
        IReadOnlyList<string> sessionIds,
        OutgoingMessage? message,
        SendResult? end
    );

    private void Process(int index, MessageInput input, MessageSource? source)
    {
        var sessions = ChooseSessions(input);
        if (SessionId is null && input.SessionId is { } own)
        {
            sessionColumns[own] = reader!.SessionColumn;
        }

        if (input.ErrorCode is { } code)
        {
            var session = sessions.Count > 0 ? sessions[0] : null;
            Dispatch(input, sessions, message: null, MessageComposer.Refuse(index, input.Number, session, code, input.Explanation, source));
            return;
        }

        var message = MessageComposer.Compose(index, input.Number, input.Text, sessions, out var end, source);
        end ??= ApplyFilters(message!);
        if (end is null && keys!.Identify(message!.Recipient, message.Text, input.Key) is { } identity)
        {
            message = message with { Identity = identity };
        }

        Dispatch(input, sessions, message, end);
    }

    private IReadOnlyList<string> ChooseSessions(MessageInput input) =>
        SessionId is not null || input.SessionId is not { } own ? DefaultSessions
        : input.IsEarlierMessage ? [own, .. DefaultSessions.Where(session => session != own)]
        : [own];

    private SendResult? ApplyFilters(OutgoingMessage message)
    {
        if (optOuts?.Contains(message.Recipient) == true)
        {
            return MessageComposer.Skip(message, ErrorCode.OptedOut, Text.Input_OptedOut);
        }

        return duplicates?.IsFirst(message.Recipient, message.Text) == false
            ? MessageComposer.Skip(message, ErrorCode.Duplicate, Text.Input_Duplicate)
            : null;
    }
}
