using System.Management.Automation;
using Shell = System.Management.Automation.PowerShell;

namespace Kirimy.PowerShell.Completion;

/// <summary>The PowerShell session of the completion: its variables, location and commands.</summary>
internal static class CompletionSession
{
    /// <summary>The value of a variable; null when there is none.</summary>
    public static object? Variable(string name) => State().PSVariable.GetValue(name);

    /// <summary>Resolves a path against the location of the PowerShell session.</summary>
    public static string ResolvePath(string path) => State().Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Runs a command of the PowerShell session without arguments.</summary>
    public static IEnumerable<PSObject> Invoke(string command)
    {
        using var shell = Shell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand(command).Invoke();
    }

    private static SessionState State()
    {
        // A completer runs inside another pipeline and receives no session state, and the runspace is busy.
        using var shell = Shell.Create(RunspaceMode.CurrentRunspace);
        return ((EngineIntrinsics)shell.AddScript("$ExecutionContext").Invoke()[0].BaseObject).SessionState;
    }
}
