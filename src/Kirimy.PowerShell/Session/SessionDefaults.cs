using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Security;

namespace Kirimy.PowerShell.Session;

/// <summary>
/// What the commands of one PowerShell session (one runspace) use where a parameter is left out. A runspace of its own has its own:
/// a sandbox that one part of a process plays with must not swallow another part's alerts.
/// </summary>
internal sealed class SessionDefaults
{
    private static readonly ConditionalWeakTable<Runspace, SessionDefaults> Sessions = new();

    private readonly WeakReference<Runspace> runspace;

    private SessionDefaults(Runspace runspace) => this.runspace = new WeakReference<Runspace>(runspace);

    public Uri? BaseUri { get; set; }

    public SecureString? ApiKey { get; set; }

    public string? SessionId { get; set; }

    /// <summary>The defaults of the session that runs the calling command. Valid on the pipeline thread only.</summary>
    public static SessionDefaults Current => Sessions.GetValue(Runspace.DefaultRunspace, static runspace => new SessionDefaults(runspace));

    /// <summary>
    /// Whether the session that runs the calling command may be one that this one started, as ForEach-Object -Parallel and thread jobs do
    /// for what they run: it is younger, and nothing else of it tells.
    /// </summary>
    public bool MayHaveStartedThis =>
        runspace.TryGetTarget(out var session)
        && session.RunspaceStateInfo.State == RunspaceState.Opened
        && session.Id < Runspace.DefaultRunspace.Id;

    public void Clear()
    {
        BaseUri = null;
        ApiKey = null;
        SessionId = null;
    }
}
