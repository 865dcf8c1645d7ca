using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Sandboxes;

/// <summary>The sandboxes of this process. Any runspace may ask and stop what another one started; they go with the module of the one that did.</summary>
internal static class SandboxRegistry
{
    private static readonly object Gate = new();
    private static readonly List<RunningSandbox> Running = [];
    private static int lastId;

    /// <summary>The running sandboxes, in the order in which they were started.</summary>
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

    /// <summary>The one on a port; null when there is none.</summary>
    public static RunningSandbox? Find(int port) => All.FirstOrDefault(s => s.Info.Port == port);

    /// <summary>The one that was described; null when it has stopped.</summary>
    public static RunningSandbox? Find(SandboxInfo info) => All.FirstOrDefault(s => s.Info.Id == info.Id);

    /// <summary>Stops one; that it has stopped already does no harm.</summary>
    public static void Stop(RunningSandbox sandbox)
    {
        lock (Gate)
        {
            _ = Running.Remove(sandbox);
        }

        sandbox.Stop();
    }

    /// <summary>Stops those that a session started. Where none was started, nothing of the engine is loaded.</summary>
    public static void StopThoseOf(SessionDefaults session)
    {
        foreach (var sandbox in All.Where(s => s.Owner == session))
        {
            Stop(sandbox);
        }
    }
}
