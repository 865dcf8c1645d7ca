using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>The template parameters of a cmdlet.</summary>
internal static class TemplateArgument
{
    /// <summary>Reads and parses a template.</summary>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="KirimyException">TEMPLATE_INVALID, TEMPLATE_UNREADABLE.</exception>
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
            return null;
        }

        var loaded = path is null ? null : MessageTemplate.Load(FilePath.Of(cmdlet, path, ErrorCode.TemplateUnreadable));
        var source = template ?? loaded!.Source;
        var parsed = expandEscape ? MessageTemplate.Parse(EscapeSequences.Expand(source)) : loaded ?? MessageTemplate.Parse(source);
        return new RowTemplate(parsed, variable, missing, culture ?? CultureInfo.CurrentCulture);
    }
}
