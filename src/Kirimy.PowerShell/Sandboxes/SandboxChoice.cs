using System.Management.Automation;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell.Sandboxes;

/// <summary>Resolves the sandboxes of a cmdlet's arguments, with an error for each that isn't running.</summary>
internal static class SandboxChoice
{
    public static IEnumerable<RunningSandbox> ByPort(Cmdlet command, IEnumerable<int> ports)
    {
        foreach (var port in ports.Distinct())
        {
            if (SandboxRegistry.Find(port) is { } sandbox)
            {
                yield return sandbox;
            }
            else
            {
                WriteMissing(command, Text.Sandbox_NotRunningOnPort.With(port), port);
            }
        }
    }

    public static IEnumerable<RunningSandbox> ByInfo(Cmdlet command, IEnumerable<SandboxInfo> infos)
    {
        foreach (var info in infos)
        {
            if (SandboxRegistry.Find(info) is { } sandbox)
            {
                yield return sandbox;
            }
            else
            {
                WriteMissing(command, Text.Sandbox_Stopped.With(info.Port), info);
            }
        }
    }

    public static IReadOnlyList<RunningSandbox> All(Cmdlet command)
    {
        var all = SandboxRegistry.All;
        if (all.Count == 0)
        {
            WriteMissing(command, Text.Sandbox_NotRunning, target: null);
        }

        return all;
    }

    private static void WriteMissing(Cmdlet command, string message, object? target) =>
        command.WriteError(ErrorRecords.From(new KirimyException(ErrorCode.SandboxNotRunning, message), target));
}
