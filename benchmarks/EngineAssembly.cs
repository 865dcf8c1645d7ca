using System.Reflection;
using System.Runtime.Loader;

namespace Kirimy.Benchmarks;

/// <summary>The engine assembly in the load context of the module, as users run it, instead of a second copy.</summary>
internal static class EngineAssembly
{
    /// <summary>Gets a public type of the engine.</summary>
    /// <param name="name">The type's full name.</param>
    public static Type Type(string name) => Engine().GetType(name, throwOnError: true)!;

    private static Assembly Engine() =>
        AssemblyLoadContext.All.SelectMany(context => context.Assemblies).Single(a => a.GetName().Name == "Kirimy.Client");
}
