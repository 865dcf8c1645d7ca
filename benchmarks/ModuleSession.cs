using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Engine = System.Management.Automation.PowerShell;

namespace Kirimy.Benchmarks;

/// <summary>A session of the real PowerShell engine in this process, with the built module imported as users import it.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public ModuleSession()
    {
        runspace.Open();
        Run("param($path) Import-Module $path", ("path", ModulePath));
    }

    /// <summary>The built module's manifest.</summary>
    public static string ModulePath { get; } = Metadata("ModulePath");

    /// <summary>Runs a script with named parameter values. The first error ends it.</summary>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] parameters)
    {
        using var shell = Engine.Create(runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'").AddStatement().AddScript(script);
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        var output = shell.Invoke();
        // With several statements, PowerShell records a terminating error and continues.
        return shell.Streams.Error is [var error, ..] ? throw new InvalidOperationException(error.ToString(), error.Exception) : output;
    }

    public void Dispose() => runspace.Dispose();

    private static string Metadata(string key) =>
        typeof(ModuleSession).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
