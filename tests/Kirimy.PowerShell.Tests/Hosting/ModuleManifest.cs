using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>Reads the manifest as text, because its root module is an expression, which a data file can't contain.</summary>
internal static class ModuleManifest
{
    private static readonly HashtableAst Table = (HashtableAst)
        Parser.ParseFile(BuiltModule.ManifestPath, out _, out _).Find(ast => ast is HashtableAst, searchNestedScriptBlocks: true);

    public static Version Version { get; } = Version.Parse((string)Value("ModuleVersion"));

    public static IReadOnlyList<string> Cmdlets { get; } = List("CmdletsToExport");

    /// <summary>A field with a list.</summary>
    public static IReadOnlyList<string> List(string field) => [.. ((object[])Value(field)).Cast<string>()];

    private static object Value(string field)
    {
        var pipeline = (PipelineAst)Table.KeyValuePairs.Single(p => ((StringConstantExpressionAst)p.Item1).Value == field).Item2;
        return ((CommandExpressionAst)pipeline.PipelineElements.Single()).Expression.SafeGetValue();
    }
}
