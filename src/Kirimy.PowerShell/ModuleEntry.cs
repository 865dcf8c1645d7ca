using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Kirimy.PowerShell.Loading;
using Kirimy.PowerShell.Sandboxes;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell;

/// <summary>Module initializer and cleanup.</summary>
public sealed class ModuleEntry : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Registers the resolver and loads the contracts; loads nothing else and uses no network.</summary>
    public void OnImport()
    {
        // Scripts may use a result type before any cmdlet returned one: [Kirimy.SendResult].
        GC.KeepAlive(typeof(SendResult));
        EngineResolver.Register();
    }

    /// <summary>Reverts <see cref="OnImport"/> and stops the sandboxes that this PowerShell session started.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // Before the resolver is unregistered, because stopping a sandbox may load assemblies.
        if (Runspace.DefaultRunspace is not null)
        {
            SandboxRegistry.StopAll(SessionDefaults.Current);
        }

        EngineResolver.Unregister();
    }
}
