using System.Reflection;
using System.Runtime.Loader;

namespace Kirimy.Benchmarks;

/// <summary>The engine that the module has loaded, in the context it was loaded in: what users run, and not a copy beside it.</summary>
internal static class EngineAssembly
{
    /// <summary>A public type of it.</summary>
    /// <param name="name">The type's full name.</param>
    public static Type Type(string name) => Engine().GetType(name, throwOnError: true)!;

    private static Assembly Engine() =>
        AssemblyLoadContext.All.SelectMany(context => context.Assemblies).Single(a => a.GetName().Name == "Kirimy.Client");
}
