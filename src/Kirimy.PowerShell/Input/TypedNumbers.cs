using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Restores numbers that were typed without quotes in a list. PowerShell keeps the text of a single number, such as <c>021555</c>; in a
/// list only the quantity 21555 is left, and the text has to be read from the command line.
/// </summary>
internal static class TypedNumbers
{
    /// <summary>The texts of a list, with the typed text in place of each quantity that isn't what was typed.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="parameter">The parameter that the list was bound to; by name, or as the first argument.</param>
    /// <param name="texts">The texts of the bound values.</param>
    public static string?[] Restore(InvocationInfo invocation, string parameter, string?[] texts)
    {
        if (texts.Length < 2 || FindList(invocation, parameter) is not { } list || list.Elements.Count != texts.Length)
        {
            return texts;
        }

        return [.. texts.Select((text, i) => GetTypedText(list.Elements[i], text) ?? text)];
    }

    /// <summary>The typed text of an element, if the bound text is PowerShell's conversion of it; otherwise null.</summary>
    private static string? GetTypedText(ExpressionAst element, string? bound) =>
        element is ConstantExpressionAst { Value: not (null or string) } constant
        && constant.Extent.Text[0] is >= '0' and <= '9'
        && NumberText.Of(constant.Value) == bound
        && (constant.Extent.Text[0] == '0' || constant.Extent.Text.IndexOfAny(['e', 'E']) > 0)
        && constant.Extent.Text.All(c => c is (>= '0' and <= '9') or '.' or 'e' or 'E' or '+' or '-')
            ? constant.Extent.Text
            : null;

    private static ArrayLiteralAst? FindList(InvocationInfo invocation, string parameter)
    {
        if (string.IsNullOrEmpty(invocation.Line))
        {
            return null;
        }

        var start = invocation.OffsetInLine - 1;
        var line = Parser.ParseInput(invocation.Line, out _, out _);
        var command = (CommandAst?)line.Find(ast => ast is CommandAst && ast.Extent.StartOffset == start, searchNestedScriptBlocks: true);
        return command is null ? null : (ArrayLiteralAst?)FindArgument(command, invocation, parameter)?.Find(IsList, false);

        static bool IsList(Ast ast) => ast is ArrayLiteralAst;
    }

    /// <summary>
    /// The argument of a parameter: after its name or one of its aliases, perhaps abbreviated, or the first without a name.
    /// </summary>
    private static Ast? FindArgument(CommandAst command, InvocationInfo invocation, string parameter)
    {
        var names = invocation.MyCommand.Parameters[parameter].Aliases.Prepend(parameter).ToList();
        var elements = command.CommandElements;
        for (var i = 1; i < elements.Count; i++)
        {
            if (
                elements[i] is CommandParameterAst named
                && names.Exists(name => name.StartsWith(named.ParameterName, ignoreCase: true, CultureInfo.InvariantCulture))
            )
            {
                return named.Argument ?? (i + 1 < elements.Count ? elements[i + 1] : null);
            }
        }

        return elements.Count > 1 && elements[1] is not CommandParameterAst ? elements[1] : null;
    }
}
