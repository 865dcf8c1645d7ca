using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Sandboxes;

/// <summary>
/// Registry of the sandboxes of this process. Any runspace may use and stop them; they stop when the module is removed from the runspace
/// that started them.
/// </summary>
internal static class SandboxRegistry
{
    private static readonly object Gate = new();
    private static readonly List<RunningSandbox> Running = [];
    private static int lastId;

    /// <summary>The running sandboxes in order of their start.</summary>
    public static IReadOnlyList<RunningSandbox> All
    {
        get
        {
            lock (Gate)
            {
                return [.. Running];
            }
        }
    }

    public static RunningSandbox Start(SandboxSettings settings)
    {
        var sandbox = RunningSandbox.Start(Interlocked.Increment(ref lastId), SessionDefaults.Current, settings);
        lock (Gate)
        {
            Running.Add(sandbox);
        }

        return sandbox;
    }

    /// <summary>The sandbox on a port; null for none.</summary>
    public static RunningSandbox? Find(int port) => All.FirstOrDefault(s => s.Info.Port == port);

    /// <summary>The sandbox of a description; null if it has stopped.</summary>
    public static RunningSandbox? Find(SandboxInfo info) => All.FirstOrDefault(s => s.Info.Id == info.Id);

    /// <summary>Stops a sandbox; does nothing if it has already stopped.</summary>
    public static void Stop(RunningSandbox sandbox)
    {
        lock (Gate)
        {
            _ = Running.Remove(sandbox);
        }

        sandbox.Stop();
    }

    /// <summary>Stops the sandboxes that a PowerShell session started. Without any, the engine isn't loaded.</summary>
    public static void StopAll(SessionDefaults session)
    {
        foreach (var sandbox in All.Where(s => s.Owner == session))
        {
            Stop(sandbox);
        }
    }
}
