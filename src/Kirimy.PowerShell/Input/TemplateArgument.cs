using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>The template parameters of a cmdlet.</summary>
internal static class TemplateArgument
{
    private const string MessageParameter = "Message";

    /// <summary>Reads and parses a template.</summary>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="KirimyException">INPUT_AMBIGUOUS, TEMPLATE_INVALID, TEMPLATE_UNREADABLE.</exception>
    public static RowTemplate? Read(
        PSCmdlet cmdlet,
        string? template,
        string? path,
        IDictionary? variable,
        MissingVariable missing,
        CultureInfo? culture,
        bool expandEscape
    )
    {
        if (template is null && path is null)
        {
            return variable is null ? null : throw Ambiguous(Text.Template_None);
        }

        if (template is not null && path is not null)
        {
            throw Ambiguous(Text.Template_Twice);
        }

        if (cmdlet.MyInvocation.BoundParameters.ContainsKey(MessageParameter))
        {
            throw Ambiguous(Text.Template_AndMessage);
        }

        var loaded = path is null ? null : MessageTemplate.Load(FilePath.Of(cmdlet, path, ErrorCode.TemplateUnreadable));
        var source = template ?? loaded!.Source;
        var parsed = expandEscape ? MessageTemplate.Parse(EscapeSequences.Expand(source)) : loaded ?? MessageTemplate.Parse(source);
        return new RowTemplate(parsed, variable, missing, culture ?? CultureInfo.CurrentCulture);
    }

    private static KirimyException Ambiguous(string message) => new(ErrorCode.InputAmbiguous, message);
}
