using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Security;

namespace Kirimy.PowerShell.Binding;

/// <summary>
/// What the commands of one PowerShell session (one runspace) use where a parameter is left out. A runspace of its own has its own:
/// a sandbox that one part of a process plays with must not swallow another part's alerts.
/// </summary>
internal sealed class SessionDefaults
{
    private static readonly ConditionalWeakTable<Runspace, SessionDefaults> Sessions = new();

    public Uri? BaseUri { get; set; }

    public SecureString? ApiKey { get; set; }

    public string? SessionId { get; set; }

    /// <summary>The defaults of the session that runs the calling command. Valid on the pipeline thread only.</summary>
    public static SessionDefaults Current => Sessions.GetOrCreateValue(Runspace.DefaultRunspace);

    public void Clear()
    {
        BaseUri = null;
        ApiKey = null;
        SessionId = null;
    }
}
