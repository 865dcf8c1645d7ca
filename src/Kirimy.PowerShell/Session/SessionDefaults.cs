using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Security;

namespace Kirimy.PowerShell.Session;

/// <summary>
/// The default sandbox of one PowerShell session (one runspace). Each runspace has its own,
/// because a sandbox in one part of a process must not receive the alerts of another part.
/// </summary>
internal sealed class SessionDefaults
{
    private static readonly ConditionalWeakTable<Runspace, SessionDefaults> Sessions = new();

    private readonly WeakReference<Runspace> runspace;

    private SessionDefaults(Runspace runspace) => this.runspace = new WeakReference<Runspace>(runspace);

    public Uri? BaseUri { get; set; }

    public SecureString? ApiKey { get; set; }

    public string? SessionId { get; set; }

    /// <summary>The defaults of the PowerShell session that runs the calling cmdlet. Only for the pipeline thread.</summary>
    public static SessionDefaults Current => Sessions.GetValue(Runspace.DefaultRunspace, static runspace => new SessionDefaults(runspace));

    /// <summary>
    /// Whether this PowerShell session may have started the calling one, as ForEach-Object -Parallel and thread jobs do. The only
    /// indication is that the calling one is younger.
    /// </summary>
    public bool MayBeParent =>
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
