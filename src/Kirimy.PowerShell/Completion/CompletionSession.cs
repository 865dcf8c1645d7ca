using System.Management.Automation;
using Shell = System.Management.Automation.PowerShell;

namespace Kirimy.PowerShell.Completion;

/// <summary>The session in which a key was pressed: its variables, and its idea of where it is.</summary>
internal static class CompletionSession
{
    /// <summary>The value of a variable; null when there is none.</summary>
    public static object? Variable(string name) => State().PSVariable.GetValue(name);

    /// <summary>Makes a whole path of one as the session means it.</summary>
    public static string ResolvePath(string path) => State().Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Runs a command of the PowerShell session that has no parameters to give.</summary>
    public static IEnumerable<PSObject> Invoke(string command)
    {
        using var shell = Shell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand(command).Invoke();
    }

    private static SessionState State()
    {
        // A completer runs inside the pipeline of who asks, and is given no session: the runspace itself refuses to be asked meanwhile.
        using var shell = Shell.Create(RunspaceMode.CurrentRunspace);
        return ((EngineIntrinsics)shell.AddScript("$ExecutionContext").Invoke()[0].BaseObject).SessionState;
    }
}
