using System.Collections.Concurrent;
using System.Reflection;

namespace Kirimy.PowerShell.Loading;

/// <summary>
/// Assembly resolver for Windows PowerShell, which has no load contexts. It resolves assemblies by simple name and only for
/// requests of this module; LoadFile keeps them separate from other modules' copies.
/// </summary>
internal static class EngineResolver
{
    private static readonly object Gate = new();
    private static readonly string Folder = Path.GetDirectoryName(typeof(EngineResolver).Assembly.Location)!;
    private static readonly string EngineFolder = Path.Combine(Folder, "engine");
    private static readonly ConcurrentDictionary<string, Assembly?> Loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reference count of module imports: several runspaces can share the process.</summary>
    private static int imports;

    internal static void Register()
    {
        lock (Gate)
        {
            if (imports++ == 0)
            {
                AppDomain.CurrentDomain.AssemblyResolve += Resolve;
            }
        }
    }

    internal static void Unregister()
    {
        lock (Gate)
        {
            if (imports > 0 && --imports == 0)
            {
                AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
            }
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        if (!IsModuleAssembly(args.RequestingAssembly))
        {
            return null;
        }

        var name = new AssemblyName(args.Name);
        if (name.Name == typeof(SendResult).Assembly.GetName().Name)
        {
            return typeof(SendResult).Assembly;
        }

        // The packages reference a newer facade of an assembly in the framework since 4.7; an application would have a binding redirect.
        if (name.Name == "System.ValueTuple")
        {
            return typeof(ValueTuple<,>).Assembly;
        }

        var relative = Path.Combine(name.CultureInfo?.Name ?? string.Empty, name.Name + ".dll");
        return Loaded.GetOrAdd(
            relative,
            static file =>
            {
                var path = Path.Combine(EngineFolder, file);
                return File.Exists(path) ? Assembly.LoadFile(path) : null;
            }
        );
    }

    private static bool IsModuleAssembly(Assembly? requester) =>
        requester is { IsDynamic: false }
        && requester.Location.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
