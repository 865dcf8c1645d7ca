using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Kirimy.PowerShell.Loading;
using Kirimy.PowerShell.Sandboxes;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell;

/// <summary>The entry points that PowerShell calls when the module is imported and removed.</summary>
public sealed class ModuleEntry : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes the engine findable and the contracts known; loads nothing else, asks nothing of the network.</summary>
    public void OnImport()
    {
        // Scripts may name a result type before any command has returned one: [Kirimy.SendResult].
        GC.KeepAlive(typeof(SendResult));
        EngineResolver.Hook();
    }

    /// <summary>Undoes <see cref="OnImport"/>; the sandboxes that this session started go with it.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // Before the resolver goes, which what stops a sandbox may need.
        if (Runspace.DefaultRunspace is not null)
        {
            SandboxRegistry.StopThoseOf(SessionDefaults.Current);
        }

        EngineResolver.Unhook();
    }
}
