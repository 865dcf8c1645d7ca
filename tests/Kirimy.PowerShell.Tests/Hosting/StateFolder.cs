using System.Runtime.CompilerServices;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>The folder of the default ledger and the profiles during tests, separate from those of the user.</summary>
internal static class StateFolder
{
#pragma warning disable CA2255 // Before any test runs, and for the processes that tests start.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-state-").FullName;
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", folder);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", Path.Combine(folder, "config"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
