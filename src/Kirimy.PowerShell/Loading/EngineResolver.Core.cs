using System.Reflection;
using System.Runtime.Loader;

namespace Kirimy.PowerShell.Loading;

/// <summary>Assembly resolver: finds the engine for PowerShell's load context, which doesn't probe the engine's folder.</summary>
internal static class EngineResolver
{
    private static readonly object Gate = new();
    private static EngineLoadContext? context;

    /// <summary>Reference count of module imports: several runspaces can share the process.</summary>
    private static int imports;

    internal static void Register()
    {
        lock (Gate)
        {
            if (imports++ == 0)
            {
                AssemblyLoadContext.Default.Resolving += Resolve;
            }
        }
    }

    internal static void Unregister()
    {
        lock (Gate)
        {
            if (imports > 0 && --imports == 0)
            {
                AssemblyLoadContext.Default.Resolving -= Resolve;
            }
        }
    }

    private static Assembly? Resolve(AssemblyLoadContext requester, AssemblyName name)
    {
        if (name.Name is not ("Kirimy.Client" or "Kirimy.Sandbox"))
        {
            return null;
        }

        lock (Gate)
        {
            context ??= EngineLoadContext.Create(Path.Combine(Path.GetDirectoryName(typeof(EngineResolver).Assembly.Location)!, "engine"));
        }

        return context.LoadFromAssemblyName(name);
    }
}
