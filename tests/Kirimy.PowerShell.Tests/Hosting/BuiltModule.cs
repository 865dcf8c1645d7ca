using System.Reflection;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>Where the module that these tests import lies: the one that the build laid out.</summary>
internal static class BuiltModule
{
    public static string ManifestPath { get; } = Metadata("ModulePath");

    public static string Folder { get; } = Path.GetDirectoryName(ManifestPath)!;

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    private static string Metadata(string key) =>
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
