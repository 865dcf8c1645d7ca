using System.Reflection;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>The path of the built module that the tests import.</summary>
internal static class BuiltModule
{
    public static string ManifestPath { get; } = Metadata("ModulePath");

    public static string Folder { get; } = Path.GetDirectoryName(ManifestPath)!;

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    private static string Metadata(string key) =>
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
