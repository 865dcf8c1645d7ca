using System.Management.Automation;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Binding;
using Kirimy.PowerShell.Completion;

namespace Kirimy.PowerShell;

/// <summary>What every command has that makes messages of its input: of texts, rows and parameters.</summary>
public abstract class MessageCmdlet : SendingCmdlet
{
    private MessageInputReader? reader;
    private MessageKeys? keys;
    private int nextIndex;

    /// <summary>The recipients, in any usual spelling.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RecipientCompleter))]
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

    /// <summary>The run that the messages belong to: what was sent in it is not sent again.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string? BatchId { get; set; }

    /// <summary>What tells the message from others, instead of its recipient and text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MessageKey { get; set; }

    /// <summary>Sends again what may have arrived in an earlier run.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    private protected override int? ExpectedCount => MyInvocation.ExpectingInput ? null : Receive?.Length;

    private protected override bool SendsUnknownAgain => ResendUnknown;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in reader!.Read(InputObject))
        {
            Take(nextIndex++, input);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Expect(nextIndex);
        base.EndProcessing();
    }

    private protected override void Open()
    {
        reader = new MessageInputReader(MyInvocation, Receive, Message, MessageKey);
        keys = new MessageKeys(BatchId);
        base.Open();
    }

    /// <summary>A message that can be sent.</summary>
    private protected abstract void Accept(OutgoingMessage message);

    /// <summary>An input that no message can be made of.</summary>
    private protected abstract void Refuse(SendResult refusal);

    private void Take(int index, MessageInput input)
    {
        var sessions = SessionId is null && input.SessionId is { } own ? [own] : DefaultSessions;
        if (input.ErrorCode is { } code)
        {
            Refuse(Composer.Refuse(index, input.Number, sessions.Count > 0 ? sessions[0] : null, code, input.Explanation));
            return;
        }

        var message = Composer.Compose(index, input.Number, input.Text, sessions, out var refusal);
        if (message is null)
        {
            Refuse(refusal!);
            return;
        }

        if (keys!.Identify(message.Receive, message.Text, input.Key) is { } identity)
        {
            message = message with { Identity = identity };
        }

        Accept(message);
    }
}
