using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>The columns of piped input, as far as they are known without running anything.</summary>
internal static class PipedColumns
{
    private static readonly string[] Readers = ["Import-Csv", "ipcsv", "Import-KirimyContact"];
    private static readonly string[] PassThrough = ["Where-Object", "where", "?", "Sort-Object", "sort", "Get-Random", "Tee-Object", "tee"];
    private static readonly string[] Selectors = ["Select-Object", "select"];
    private static readonly string[] PathParameters = ["Path", "LiteralPath", "PSPath"];

    public static IReadOnlyList<string> Of(CommandAst command)
    {
        if (command.Parent is not PipelineAst pipeline)
        {
            return [];
        }

        IReadOnlyList<string> columns = [];
        foreach (var element in pipeline.PipelineElements.TakeWhile(e => e != command))
        {
            columns = element switch
            {
                CommandExpressionAst { Expression: VariableExpressionAst variable } => ReadVariable(variable.VariablePath.UserPath),
                CommandAst step => ApplyStep(step, columns),
                _ => [],
            };
        }

        return columns;
    }

    private static IReadOnlyList<string> ApplyStep(CommandAst step, IReadOnlyList<string> columns)
    {
        var name = step.GetCommandName();
        if (Is(name, Readers))
        {
            return ReadFile(step);
        }

        if (Is(name, Selectors))
        {
            var selected = FindLiterals(step, "Property").ToList();
            return selected.Count == 0 || selected.Contains("*", StringComparer.Ordinal) ? columns : selected;
        }

        return Is(name, PassThrough) ? columns : [];
    }

    private static IReadOnlyList<string> ReadFile(CommandAst step)
    {
        var path = PathParameters.SelectMany(p => FindNamed(step, p)).Concat(FindPositional(step)).FirstOrDefault();
        var delimiter = FindLiterals(step, "Delimiter").FirstOrDefault();
        return path is null ? [] : CsvHeader.Read(CompletionSession.ResolvePath(path), delimiter);
    }

    private static IReadOnlyList<string> ReadVariable(string name)
    {
        var value = CompletionSession.Variable(name);
        value = value is PSObject { BaseObject: IList wrapped } ? wrapped : value;

        // Only lists are enumerated, because enumerating anything else may have side effects.
        var first = value is IList list and not byte[] ? (list.Count > 0 ? list[0] : null) : value;
        return first switch
        {
            null or string => [],
            IDictionary row => [.. row.Keys.OfType<string>()],
            PSObject { BaseObject: IDictionary row } => [.. row.Keys.OfType<string>()],
            PSObject row => [.. row.Properties.Where(p => p.MemberType == PSMemberTypes.NoteProperty).Select(p => p.Name)],
            _ => [],
        };
    }

    private static bool Is(string? name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The literal values of a parameter, by name or by position.</summary>
    private static IEnumerable<string> FindLiterals(CommandAst step, string parameter) =>
        FindNamed(step, parameter).Concat(parameter == "Property" ? FindPositional(step) : []);

    /// <summary>The literal values after a parameter name, which may be abbreviated.</summary>
    private static IEnumerable<string> FindNamed(CommandAst step, string parameter)
    {
        for (var i = 1; i < step.CommandElements.Count; i++)
        {
            if (
                step.CommandElements[i] is CommandParameterAst given
                && given.ParameterName.Length > 0
                && parameter.StartsWith(given.ParameterName, StringComparison.OrdinalIgnoreCase)
                && (given.Argument ?? (i + 1 < step.CommandElements.Count ? step.CommandElements[i + 1] : null)) is { } argument
            )
            {
                return GetTexts(argument);
            }
        }

        return [];
    }

    /// <summary>The literal values of positional arguments.</summary>
    private static IEnumerable<string> FindPositional(CommandAst step)
    {
        for (var i = 1; i < step.CommandElements.Count; i++)
        {
            if (
                step.CommandElements[i] is not CommandParameterAst
                && step.CommandElements[i - 1] is not CommandParameterAst { Argument: null }
            )
            {
                return GetTexts(step.CommandElements[i]);
            }
        }

        return [];
    }

    private static IEnumerable<string> GetTexts(CommandElementAst argument) =>
        argument switch
        {
            StringConstantExpressionAst text => [text.Value],
            ArrayLiteralAst list => list.Elements.OfType<StringConstantExpressionAst>().Select(t => t.Value),
            _ => [],
        };
}
