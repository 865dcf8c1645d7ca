using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Parses pipeline input into messages. A string, an error or an exception is a text; anything else is a row. A
/// parameter applies to every input.
/// </summary>
/// <param name="invocation">The call: which parameters were specified, and whether there is a pipeline.</param>
/// <param name="recipients">The recipients of -Recipient, or the default recipients.</param>
/// <param name="message">-Message.</param>
/// <param name="key">-MessageKey.</param>
/// <param name="numberColumn">-NumberColumn.</param>
/// <param name="region">The country of phone numbers without a country code.</param>
/// <param name="warn">Writes a warning before the message that it is about.</param>
internal sealed class MessageInputReader(
    InvocationInfo invocation,
    IReadOnlyList<Recipient> recipients,
    string? message,
    string? key,
    string? numberColumn,
    string region,
    Action<string> warn
)
{
    /// <summary>The number of texts to the same recipients without a warning. A file piped line by line has more.</summary>
    private const int MaxTextsWithoutWarning = 10;

    /// <summary>The template of the texts; null if the texts are specified.</summary>
    public RowTemplate? Template { get; init; }

    /// <summary>Whether escape sequences such as <c>\n</c> are expanded.</summary>
    public bool ExpandsEscapes { get; init; }

    /// <summary>-BatchId: an earlier message keeps its message key only in a rerun of its own batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Whether all piped texts are lines of one message, which <see cref="ReadJoined"/> returns at the end.</summary>
    public bool JoinsTexts { get; init; }

    private readonly bool hasRecipient = invocation.BoundParameters.ContainsKey("Recipient");
    private readonly bool hasMessage = invocation.BoundParameters.ContainsKey("Message");
    private readonly bool hasSession = invocation.BoundParameters.ContainsKey("SessionId");

    private readonly RowCells cells = new(numberColumn, region);
    private readonly List<string> joined = [];
    private int textCount;

    /// <summary>The latest text that was searched and its placeholders, cached because -Message is the same for all rows.</summary>
    private string? searchedText;
    private ForeignPlaceholders? placeholders;

    /// <summary>Reused for each input with one message, to avoid an allocation for every row.</summary>
    private readonly MessageInput[] one = new MessageInput[1];

    /// <summary>The heading of the column of the row's session; null if the row has none.</summary>
    public string? SessionColumn => cells.NameOf(RowColumn.Session);

    private bool HasText => hasMessage || Template is not null;

    /// <summary>The messages of one input; none for an empty row of a spreadsheet.</summary>
    /// <returns>A lazy sequence; enumerate it before reading the next input.</returns>
    public IEnumerable<MessageInput> Read(PSObject? input)
    {
        if (!invocation.ExpectingInput && !invocation.BoundParameters.ContainsKey("InputObject"))
        {
            return ReadParameters();
        }

        return input?.BaseObject switch
        {
            null => ReadText(null),
            string text => ReadText(text),
            ErrorRecord error => ReadText(ErrorText.Of(error)),
            Exception exception => ReadText(ErrorText.Of(exception)),
            _ when JoinsTexts => One(Refuse(number: null, ErrorCode.InputAmbiguous, Text.Input_NoTextToJoin)),
            // A refused number stays refused for its own reason, because another region could interpret the same text differently.
            NumberResult { IsValid: false } number when !hasRecipient => One(Refuse(number)),
            NumberResult number => ReadNumber(number, input),
            Contact { IsValid: false } contact when !hasRecipient && numberColumn is null => One(Refuse(contact)),
            MessagePreview { Status: not PreviewStatus.Ready } preview => One(Refuse(preview)),
            { } value when CellText.IsValue(value) => One(
                Refuse(number: null, ErrorCode.MessageEmpty, Text.Input_Value.With(value.GetType().Name))
            ),
            _ => RefuseCopy(input!) is { } refusal ? One(refusal) : ReadRow(input!),
        };
    }

    /// <summary>The messages of the joined texts; none without any text.</summary>
    public IEnumerable<MessageInput> ReadJoined() => joined.Count == 0 ? [] : CreateMessages(string.Join("\n", joined));

    private MessageInput[] One(MessageInput input)
    {
        one[0] = input;
        return one;
    }

    private IEnumerable<MessageInput> ForEachRecipient(Func<string?, MessageInput> make) =>
        recipients.Select(recipient =>
            recipient.ErrorCode is { } code ? Refuse(recipient.Number, code, recipient.Explanation!) : make(recipient.Number)
        );

    private IEnumerable<MessageInput> ReadParameters()
    {
        if (!HasText)
        {
            return ForEachRecipient(static number => Refuse(number, ErrorCode.MessageEmpty, Text.Input_NoMessage));
        }

        return recipients.Count > 0
            ? ForEachRecipient(number => RenderText(new MessageInput(number, message) { Key = key }, row: null))
            : One(Refuse(number: null, ErrorCode.InvalidPhoneNumber, Text.Input_NoRecipient));
    }

    private IEnumerable<MessageInput> ReadText(string? text)
    {
        if (JoinsTexts)
        {
            joined.Add(text ?? string.Empty);
            return [];
        }

        textCount++;
        if (textCount == MaxTextsWithoutWarning + 1 && recipients.Count > 0 && !HasText)
        {
            warn(Text.Input_ManyTexts.With(MaxTextsWithoutWarning));
        }

        return CreateMessages(text);
    }

    private IEnumerable<MessageInput> CreateMessages(string? text)
    {
        if (HasText)
        {
            return One(
                Refuse(number: null, ErrorCode.InputAmbiguous, Template is null ? Text.Input_TextTwice : Text.Input_TextForTemplate)
            );
        }

        return recipients.Count > 0
            ? ForEachRecipient(number => RenderText(new MessageInput(number, text) { Key = key }, row: null))
            : One(Refuse(number: null, ErrorCode.InvalidPhoneNumber, Text.Input_TextWithoutRecipient));
    }

    private IEnumerable<MessageInput> ReadNumber(NumberResult number, PSObject row)
    {
        return hasRecipient ? ForEachRecipient(Make) : One(Make(number.Recipient));

        MessageInput Make(string? n) =>
            HasText ? RenderText(new MessageInput(n, message) { Key = key }, row) : Refuse(n, ErrorCode.MessageEmpty, Text.Input_NoMessage);
    }

    private IEnumerable<MessageInput> ReadRow(PSObject row)
    {
        cells.Open(row);
        if (cells.IsEmptyLine)
        {
            return [];
        }

        var isEarlier = RowColumn.IsEarlierMessage(cells);
        var draft = new MessageInput(null, message, ReadSession(row)) { IsEarlierMessage = isEarlier, Key = key ?? ReadKey(isEarlier) };
        draft = HasText ? draft : ReadText(row, draft);
        return hasRecipient ? ForEachRecipient(number => RenderText(draft with { Number = number }, row)) : One(ReadNumber(row, draft));
    }

    /// <summary>Reads the text of a row.</summary>
    private MessageInput ReadText(PSObject row, MessageInput draft)
    {
        var hasColumn = cells.TryRead(RowColumn.Message, out var text);
        return draft.IsEarlierMessage && string.IsNullOrEmpty(text) ? Refuse(draft, ErrorCode.MessageEmpty, Text.Input_TextNotKept)
            : hasColumn ? draft with { Text = text }
            : Refuse(
                draft,
                ErrorCode.MessageEmpty,
                RowColumn.Message.CreateMissingError(row, ErrorCode.MessageEmpty).Message + " " + Text.Input_OrMessage
            );
    }

    /// <summary>Reads the phone number of a row. Its errors take precedence over those of the text.</summary>
    private MessageInput ReadNumber(PSObject row, MessageInput draft)
    {
        if (row.BaseObject is Contact contact && numberColumn is null)
        {
            return RenderText(draft with { Number = contact.Recipient }, row);
        }

        var choice = cells.ChooseNumber();
        if (choice.Column < 0)
        {
            var missing = RowColumn.CreateMissingNumberError(row, ErrorCode.InvalidPhoneNumber, numberColumn);
            return Refuse(draft, ErrorCode.InvalidPhoneNumber, missing.Message + " " + Text.Input_OrRecipient);
        }

        draft = draft with { Number = choice.Text };
        if (cells.DescribeAmbiguity(choice) is { } ambiguity)
        {
            return Refuse(draft, ErrorCode.InputAmbiguous, ambiguity);
        }

        if (string.IsNullOrEmpty(choice.Text) && GetAdviceOfCopy(row) is { } advice)
        {
            return Refuse(number: null, ErrorCode.InvalidPhoneNumber, advice);
        }

        cells.WarnAboutOtherNumbers(choice, warn);
        return RenderText(draft, row);
    }

    // A number is the SessionId of another object, such as a process, unless a row was created from it.
    private string? ReadSession(PSObject row) =>
        !hasSession
        && cells.TryRead(RowColumn.Session, out var session)
        && !string.IsNullOrWhiteSpace(session)
        && (row.BaseObject is PSCustomObject or IDictionary || row.Properties[SessionColumn!]?.Value is string)
            ? session!.Trim()
            : null;

    private string? ReadKey(bool isEarlier)
    {
        if (isEarlier && (BatchId is null || !cells.TryRead(RowColumn.Batch, out var batch) || batch?.Trim() != BatchId.Trim()))
        {
            return null;
        }

        return cells.TryRead(RowColumn.Key, out var cell) && !string.IsNullOrWhiteSpace(cell) ? cell!.Trim() : null;
    }

    /// <summary>Makes the text of a draft that isn't refused.</summary>
    private MessageInput RenderText(MessageInput draft, PSObject? row)
    {
        if (draft.ErrorCode is not null)
        {
            return draft;
        }

        if (Template is null)
        {
            var text = draft.Text;
            return draft with
            {
                Text = ExpandsEscapes && text is not null ? EscapeSequences.Expand(text) : text,
                Findings = row is null || text is null ? [] : FindPlaceholders(text, row),
            };
        }

        IReadOnlyList<string> missing;
        try
        {
            if (Template.TryRender(row, out var filled, out missing))
            {
                return draft with
                {
                    Text = filled,
                    MissingVariables = missing,
                    Findings = row is null ? [] : FindPlaceholders(Template.Template.Source, row),
                };
            }
        }
        catch (KirimyException exception) when (exception.Code == ErrorCode.FormatMismatch)
        {
            return Refuse(draft, exception.Code, exception.Message);
        }

        // The most frequent cause is a different spelling in the file.
        var others = row is null ? null : RowColumn.DescribeMissing(row, missing);
        var explanation = MessageTemplate.MissingMessage(missing) + (others is null ? string.Empty : " " + others);
        return Refuse(draft, ErrorCode.MissingVariable, explanation) with { MissingVariables = missing };
    }

    /// <summary>Finds the placeholders of other systems that are named like a column of the row.</summary>
    private IReadOnlyList<TextFinding> FindPlaceholders(string text, PSObject row)
    {
        if (!ReferenceEquals(text, searchedText))
        {
            searchedText = text;
            placeholders = Template is null ? ForeignPlaceholders.In(text) : ForeignPlaceholders.In(Template.Template);
        }

        return placeholders!.IsEmpty || placeholders.Check(name => RowColumn.Exists(row, name)) is not { } finding ? [] : [finding];
    }

    // A refused contact that Select-Object or a job copied still has its advice.
    private static string? GetAdviceOfCopy(PSObject row) =>
        CopiedObject.IsOf<Contact>(row) || CopiedObject.IsOf<NumberResult>(row)
            ? row.Properties[nameof(Contact.Advice)]?.Value as string
            : null;

    // A copy of a refused or skipped preview is refused as well.
    private static MessageInput? RefuseCopy(PSObject row)
    {
        return
            CopiedObject.IsOf<MessagePreview>(row)
            && Cell(nameof(MessagePreview.Status)) is { } status
            && status != nameof(PreviewStatus.Ready)
            ? new MessageInput(
                Cell(nameof(MessagePreview.Recipient)),
                null,
                Cell(nameof(MessagePreview.SessionId)),
                Cell(nameof(MessagePreview.ErrorCode)),
                Cell(nameof(MessagePreview.ErrorMessage))
            )
            : null;

        string? Cell(string name) => row.Properties[name]?.Value?.ToString();
    }

    // A message that the preview skipped, for example because of an opt-out, must not be sent if the user forgets to filter.
    private static MessageInput Refuse(MessagePreview preview) =>
        new(preview.Recipient, null, preview.SessionId, preview.ErrorCode, preview.ErrorMessage);

    private static MessageInput Refuse(NumberResult number) =>
        Refuse(number.Input, ErrorCode.InvalidPhoneNumber, number.Advice!) with
        {
            NumberReason = number.Reason,
        };

    private static MessageInput Refuse(Contact contact) =>
        Refuse(contact.Written, ErrorCode.InvalidPhoneNumber, contact.Advice!) with
        {
            NumberReason = contact.Reason,
        };

    private static MessageInput Refuse(MessageInput draft, string code, string explanation) =>
        new(draft.Number, null, draft.SessionId, code, explanation) { IsEarlierMessage = draft.IsEarlierMessage };

    private static MessageInput Refuse(string? number, string code, string explanation) => new(number, null, null, code, explanation);
}
