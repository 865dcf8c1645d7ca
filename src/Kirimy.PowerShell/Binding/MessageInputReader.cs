using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>
/// From what was piped in to the messages it asks for: a real string is a text, anything else a row. What a parameter says, it says for
/// every input.
/// </summary>
/// <param name="invocation">The call: which parameters were given, and whether there is a pipeline.</param>
/// <param name="receive">-Receive.</param>
/// <param name="message">-Message.</param>
internal sealed class MessageInputReader(InvocationInfo invocation, string?[]? receive, string? message)
{
    private readonly bool hasReceive = invocation.BoundParameters.ContainsKey("Receive");
    private readonly bool hasMessage = invocation.BoundParameters.ContainsKey("Message");

    // An empty variable is an input too, with a number that is missing; it must not pass for nothing to do.
    private string?[] Recipients => receive is { Length: > 0 } given ? given : [null];

    /// <summary>The messages that one input asks for; at least one.</summary>
    public IEnumerable<MessageInput> Read(PSObject? input)
    {
        if (!invocation.ExpectingInput && !invocation.BoundParameters.ContainsKey("InputObject"))
        {
            return ReadParameters();
        }

        return input?.BaseObject is string or null ? ReadText(input?.BaseObject as string) : ReadRow(input);
    }

    private IEnumerable<MessageInput> ReadParameters()
    {
        if (!hasMessage)
        {
            return Recipients.Select(number => Refuse(number, ErrorCode.MessageEmpty, Text.Input_NoMessage));
        }

        return hasReceive
            ? Recipients.Select(number => new MessageInput(number, message))
            : [Refuse(null, ErrorCode.InvalidPhoneNumber, Text.Input_NoReceive)];
    }

    private IEnumerable<MessageInput> ReadText(string? text)
    {
        if (hasMessage)
        {
            return [Refuse(null, ErrorCode.InputAmbiguous, Text.Input_TextTwice)];
        }

        return hasReceive
            ? Recipients.Select(number => new MessageInput(number, text))
            : [Refuse(null, ErrorCode.InvalidPhoneNumber, Text.Input_TextWithoutReceive)];
    }

    private IEnumerable<MessageInput> ReadRow(PSObject row)
    {
        var session = RowColumns.Session.Find(row, out _)?.Trim();
        session = string.IsNullOrEmpty(session) ? null : session;
        string?[] numbers = Recipients;
        if (!hasReceive)
        {
            var number = RowColumns.Number.Find(row, out var column);
            if (column is null)
            {
                return [Missing(row, null, session, ErrorCode.InvalidPhoneNumber, Text.Input_NoNumberColumn, RowColumns.Number)];
            }

            numbers = [number];
        }

        var text = message;
        if (!hasMessage)
        {
            text = RowColumns.Message.Find(row, out var column);
            if (column is null)
            {
                return numbers.Select(number =>
                    Missing(row, number, session, ErrorCode.MessageEmpty, Text.Input_NoMessageColumn, RowColumns.Message)
                );
            }
        }

        return numbers.Select(number => new MessageInput(number, text, session));
    }

    private static MessageInput Missing(PSObject row, string? number, string? session, string code, string format, RowColumns wanted) =>
        new(number, null, session, code, format.With(RowColumns.Describe(row), wanted));

    private static MessageInput Refuse(string? number, string code, string explanation) => new(number, null, null, code, explanation);
}
