using System.Reflection;
using System.Runtime.Loader;

namespace Kirimy.PowerShell.Loading;

/// <summary>Answers PowerShell's load context when it looks for the engine, which lies where that context does not look.</summary>
internal static class EngineResolver
{
    private static readonly object Gate = new();
    private static EngineLoadContext? context;

    /// <summary>The number of active imports of the module: more than one if several runspaces share the process.</summary>
    private static int imports;

    internal static void Hook()
    {
        lock (Gate)
        {
            if (imports++ == 0)
            {
                AssemblyLoadContext.Default.Resolving += Resolve;
            }
        }
    }

    internal static void Unhook()
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
