using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Kirimy.PowerShell.Loading;

/// <summary>
/// Where the engine and the packages it stands on are loaded, apart from PowerShell's own context: whatever versions of the same
/// packages other modules bring, each side keeps its own.
/// </summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("Kirimy engine")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The contracts are shared with PowerShell: a second copy would make results of a type that no script knows.
        if (assemblyName.Name == typeof(SendResult).Assembly.GetName().Name)
        {
            return typeof(SendResult).Assembly;
        }

        var path = Path.Combine(folder, assemblyName.CultureName ?? string.Empty, assemblyName.Name + ".dll");
        if (File.Exists(path))
        {
            return LoadFromAssemblyPath(path);
        }

        // A package that asks for a newer version of what the framework has gets what there is: a copy of its own would have types that
        // are strangers to the rest of the framework.
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
#pragma warning disable CA1308 // Runtime identifiers are lower case.
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
#pragma warning restore CA1308
        if (OperatingSystem.IsWindows())
        {
            yield return "win-" + architecture;
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return "osx-" + architecture;
        }
        else
        {
            // A musl system names itself so; its loader refuses what was linked against glibc.
            if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
            {
                yield return "linux-musl-" + architecture;
            }

            yield return "linux-" + architecture;
        }
    }

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
