using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>The template that a command is given, in whichever way.</summary>
/// <param name="cmdlet">The command.</param>
internal sealed class TemplateArgument(MessageCmdlet cmdlet)
{
    /// <summary>Reads and parses it; null when there is none.</summary>
    /// <exception cref="KirimyException">INPUT_AMBIGUOUS, TEMPLATE_INVALID, TEMPLATE_UNREADABLE.</exception>
    public RowTemplate? Read()
    {
        if (cmdlet.Template is null && cmdlet.TemplatePath is null)
        {
            return cmdlet.Variable is null ? null : throw Ambiguous(Text.Template_None);
        }

        if (cmdlet.Template is not null && cmdlet.TemplatePath is not null)
        {
            throw Ambiguous(Text.Template_Twice);
        }

        if (cmdlet.MyInvocation.BoundParameters.ContainsKey(nameof(cmdlet.Message)))
        {
            throw Ambiguous(Text.Template_AndMessage);
        }

        return new RowTemplate(Parse(), cmdlet.Variable, cmdlet.MissingVariable);
    }

    private static KirimyException Ambiguous(string message) => new(ErrorCode.InputAmbiguous, message);

    private MessageTemplate Parse()
    {
        if (cmdlet.Template is { } text)
        {
            return MessageTemplate.Parse(cmdlet.ExpandEscape ? EscapeSequences.Expand(text) : text);
        }

        var loaded = MessageTemplate.Load(FilePath.Of(cmdlet, cmdlet.TemplatePath!, ErrorCode.TemplateUnreadable));
        return cmdlet.ExpandEscape ? MessageTemplate.Parse(EscapeSequences.Expand(loaded.Source)) : loaded;
    }
}
