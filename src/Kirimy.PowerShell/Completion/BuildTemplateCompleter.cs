using System.Management.Automation.Language;
using Kirimy.Client.Builds;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes a variable of a template for a build, after the braces that begin it.</summary>
public sealed class BuildTemplateCompleter : TemplateCompleter
{
    private protected override IEnumerable<string> Variables(CommandAst command) => BuildMessage.VariableNames;
}
