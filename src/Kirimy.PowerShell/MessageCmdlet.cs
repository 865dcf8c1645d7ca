using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell;

/// <summary>The base class of cmdlets that compose messages from texts, rows, templates and parameters.</summary>
public abstract class MessageCmdlet : SendingCmdlet
{
    /// <summary>So many recipients aren't given to one line of text after the other.</summary>
    private const int ManyRecipients = 10;

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

    /// <summary>The column that each session of a row came from: as many entries as the user has sessions.</summary>
    private readonly Dictionary<string, string?> sessionColumns = new(StringComparer.Ordinal);

    /// <summary>The recipients, in any usual spelling.</summary>
    [Parameter(Position = 0)]
    [Alias("To", "Receive")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    [NumberArgument]
    public string?[]? Recipient { get; set; }

    /// <summary>The text; for rows without one of their own.</summary>
    [Parameter(Position = 1, ParameterSetName = MessageSet)]
    [Alias("Text", "Body")]
    [AllowNull]
    [AllowEmptyString]
    [PlainTextArgument]
    public string? Message { get; set; }

    /// <summary>A string, an error or an exception is a text, anything else a row whose columns name the recipient and the text.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The column with the phone number; without it, the column is chosen by headings and values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NumberColumnCompleter))]
    public string? NumberColumn { get; set; }

    /// <summary>A text with variables that are filled in from the columns of each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    [PlainTextArgument]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public string? Template { get; set; }

    /// <summary>The file of such a text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplatePathSet)]
    [ValidateNotNullOrEmpty]
    public string? TemplatePath { get; set; }

    /// <summary>Values of the template's variables that hold for every row.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = TemplatePathSet)]
    [ValidateNotNull]
    public IDictionary? Variable { get; set; }

    /// <summary>How to handle a row that has no value for a variable.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = TemplatePathSet)]
    public MissingVariable MissingVariable { get; set; } = MissingVariable.Error;

    /// <summary>The culture that numbers and dates in a template are written for.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = TemplatePathSet)]
    [ValidateNotNull]
    [CultureArgument]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>Joins all piped texts into one.</summary>
    [Parameter(ParameterSetName = MessageSet)]
    public SwitchParameter Join { get; set; }

    /// <summary>How to handle a text that is too long for one message.</summary>
    [Parameter]
    public MessageOverflow Overflow { get; set; } = MessageOverflow.Error;

    /// <summary>Shows the text in letters of one width, as the output of a command.</summary>
    [Parameter]
    public SwitchParameter Monospace { get; set; }

    /// <summary>Makes line breaks of \n in the text.</summary>
    [Parameter]
    public SwitchParameter ExpandEscape { get; set; }

    /// <summary>Leaves out what has the recipient and the text of an earlier input.</summary>
    [Parameter]
    public SwitchParameter SkipDuplicate { get; set; }

    /// <summary>The path of the opt-out list.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OptOutPath { get; set; }

    /// <summary>The column of that file with the phone number; without it, the column is chosen by headings and values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OptOutColumnCompleter))]
    public string? OptOutColumn { get; set; }

    /// <summary>The run that the messages belong to: what was sent in it is not sent again.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <summary>The idempotency key of the message, instead of its recipient and text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MessageKey { get; set; }

    /// <summary>Sends again what may have arrived in an earlier run.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    /// <summary>The sending hours: messages wait until they begin.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    public string?[]? SendBetween { get; set; }

    /// <summary>Sends outside the sending hours, too.</summary>
    [Parameter]
    public SwitchParameter Urgent { get; set; }

    /// <summary>Waits for the next day when the daily limit is reached.</summary>
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

    private protected override bool SendsUnknownAgain => ResendUnknown;

    /// <summary>The template that texts are made of; null when they are given.</summary>
    private protected RowTemplate? RowTemplate { get; private set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // An array that is given, and not piped in, has its rows in it.
        if (!MyInvocation.ExpectingInput && InputObject?.BaseObject is IList rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                Read(rows[i] is { } row ? PSObject.AsPSObject(row) : null, rows.Count - i);
            }
        }
        else
        {
            Read(InputObject, RowsLeft(InputObject));
        }
    }

    /// <summary>Takes the messages of an input.</summary>
    /// <param name="row">The input.</param>
    /// <param name="rowsLeft">The number of remaining inputs, including this one; null if it isn't known.</param>
    private void Read(PSObject? row, int? rowsLeft)
    {
        var isForAll = row?.BaseObject is null or string || MyInvocation.BoundParameters.ContainsKey(nameof(Recipient));
        Expect(nextIndex + (rowsLeft * (isForAll ? Math.Max(1, recipients.Count) : 1)));
        var source = sources.Read(row);
        foreach (var input in reader!.Read(row))
        {
            // Before the message goes out that it is about.
            Warn(RowTemplate?.TakeWarning());
            Warn(reader.TakeWarning());
            Take(nextIndex++, input, source);
        }
    }

    /// <summary>
    /// How many inputs there are, with this one, as far as is known: a contact knows how many follow in its file. A text that is piped to
    /// many recipients is taken for the only one.
    /// </summary>
    private int? RowsLeft(PSObject? row) =>
        row?.BaseObject is Contact contact ? contact.RowsLeft
        : !MyInvocation.ExpectingInput || (row?.BaseObject is string && recipients.Count >= ManyRecipients) ? 1
        : null;

    private void Warn(string? warning)
    {
        if (warning is not null)
        {
            WriteWarning(warning);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var input in reader!.ReadJoined())
        {
            Take(nextIndex++, input, source: null);
        }

        Expect(nextIndex);
        base.EndProcessing();
    }

    private protected override void Open()
    {
        RowTemplate = TemplateArgument.Read(this, Template, TemplatePath, Variable, MissingVariable, Culture, ExpandEscape);
        optOuts = OptOutPath is null
            ? null
            : OptOutList.Load(FilePath.Of(this, OptOutPath, ErrorCode.OptOutUnreadable), Settings.DefaultRegion.Value, OptOutColumn);
        duplicates = SkipDuplicate ? new DuplicateFilter() : null;
        recipients = MyInvocation.BoundParameters.ContainsKey(nameof(Recipient))
            ? RecipientList.Of(Settings, TypedRecipient)
            : RecipientList.OfDefaults(Settings);
        reader = new MessageInputReader(MyInvocation, recipients, Message, MessageKey, NumberColumn, Settings.DefaultRegion.Value)
        {
            Template = RowTemplate,
            ExpandsEscapes = ExpandEscape,
            BatchId = BatchId,
            JoinsTexts = Join,
        };
        keys = new IdempotencyKeys(BatchId);
        base.Open();
    }

    private protected override string? NoteOf(SendResult result) =>
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

    /// <summary>Warns of a batch of another API key: what that one sent of it goes out again.</summary>
    private protected void WarnOfOtherKeys(IDeliveryLog log, Client.Api.ApiKey key)
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

    /// <summary>Does what the command is for, with one input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="sessionIds">The sessions that may send it.</param>
    /// <param name="message">The message that was made of it; null when none could be.</param>
    /// <param name="end">The result if the message isn't sent, because it is invalid or skipped.</param>
    private protected abstract void Dispatch(
        MessageInput input,
        IReadOnlyList<string> sessionIds,
        OutgoingMessage? message,
        SendResult? end
    );

    private void Take(int index, MessageInput input, MessageSource? source)
    {
        var sessions = SessionsOf(input);
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
        end ??= LeaveOut(message!);
        if (end is null && keys!.Identify(message!.Recipient, message.Text, input.Key) is { } identity)
        {
            message = message with { Identity = identity };
        }

        Dispatch(input, sessions, message, end);
    }

    private IReadOnlyList<string> SessionsOf(MessageInput input) =>
        SessionId is not null || input.SessionId is not { } own ? DefaultSessions
        : input.IsEarlierMessage ? [own, .. DefaultSessions.Where(session => session != own)]
        : [own];

    private SendResult? LeaveOut(OutgoingMessage message)
    {
        if (optOuts?.Contains(message.Recipient) == true)
        {
            return MessageComposer.CreateSkipped(message, DeliveryStatus.Skipped, ErrorCode.OptedOut, Text.Input_OptedOut);
        }

        return duplicates?.IsFirst(message.Recipient, message.Text) == false
            ? MessageComposer.CreateSkipped(message, DeliveryStatus.Skipped, ErrorCode.Duplicate, Text.Input_Duplicate)
            : null;
    }
}
