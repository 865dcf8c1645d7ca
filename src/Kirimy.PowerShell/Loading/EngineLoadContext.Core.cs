using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Kirimy.PowerShell.Loading;

/// <summary>
/// Assembly load context of the engine and its packages, separate from PowerShell's, so other modules can load other versions of the same
/// packages.
/// </summary>
/// <param name="folder">The folder of the engine.</param>
/// <param name="images">The folder of ReadyToRun images of some of its assemblies; null if this process can't use any.</param>
internal sealed class EngineLoadContext(string folder, string? images) : AssemblyLoadContext("Kirimy engine")
{
    /// <summary>.NET 10's compiler creates the images, and earlier versions of .NET ignore them.</summary>
    private const int FirstVersionWithImages = 10;

    /// <summary>Creates the context of this process.</summary>
    /// <param name="folder">The folder of the engine.</param>
    public static EngineLoadContext Create(string folder) =>
        new(folder, FindImages(folder, Environment.Version.Major, SystemName() + "-" + ArchitectureName()));

    /// <summary>
    /// Finds the folder of the images for one system. .NET refuses an image for another system with a BadImageFormatException, so no other
    /// folder is probed.
    /// </summary>
    /// <param name="folder">The folder of the engine.</param>
    /// <param name="version">The major version of .NET.</param>
    /// <param name="rid">The runtime identifier: system and architecture.</param>
    /// <returns>The folder; null if there are no images for the system.</returns>
    internal static string? FindImages(string folder, int version, string rid) =>
        version >= FirstVersionWithImages && Path.Combine(folder, rid) is var images && Directory.Exists(images) ? images : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The contracts assembly is shared with PowerShell; a second copy would have different types.
        if (assemblyName.Name == typeof(SendResult).Assembly.GetName().Name)
        {
            return typeof(SendResult).Assembly;
        }

        var file = assemblyName.Name + ".dll";
        if (images is not null && Path.Combine(images, file) is var image && File.Exists(image))
        {
            return LoadFromAssemblyPath(image);
        }

        var path = Path.Combine(folder, assemblyName.CultureName ?? string.Empty, file);
        if (File.Exists(path))
        {
            return LoadFromAssemblyPath(path);
        }

        // A package that references a newer version of a framework assembly gets the framework's: its own copy would have types that
        // are incompatible with the rest of the framework.
        return assemblyName.Version > typeof(object).Assembly.GetName().Version
            ? Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!))
            : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (var rid in RuntimeIdentifiers())
        {
            var directory = Path.Combine(folder, "..", "..", "runtimes", rid, "native");
            foreach (var name in FileNames(unmanagedDllName))
            {
                var path = Path.Combine(directory, name);
                if (File.Exists(path))
                {
                    return LoadUnmanagedDllFromPath(path);
                }
            }
        }

        return 0;
    }

    private static IEnumerable<string> RuntimeIdentifiers()
    {
        // The runtime identifier of a musl system; its loader refuses libraries that are linked against glibc.
        if (OperatingSystem.IsLinux() && RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
        {
            yield return "linux-musl-" + ArchitectureName();
        }

        yield return SystemName() + "-" + ArchitectureName();
    }

    private static string SystemName() =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : "linux";

#pragma warning disable CA1308 // Runtime identifiers are lower case.
    private static string ArchitectureName() => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static IEnumerable<string> FileNames(string library)
    {
        yield return library;
        if (OperatingSystem.IsWindows())
        {
            yield return library + ".dll";
        }
        else
        {
            var extension = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
            yield return library + extension;
            yield return "lib" + library + extension;
        }
    }
}
