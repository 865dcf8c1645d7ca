using System.Security;

namespace Kirimy.PowerShell.Sandboxes;

/// <summary>The settings of a sandbox, in types that PowerShell can reflect over before the engine is loaded.</summary>
internal sealed class SandboxSettings
{
    public int Port { get; init; }

    public SecureString? ApiKey { get; init; }

    public IReadOnlyList<string> SessionIds { get; init; } = [];

    public IReadOnlyList<string> InactiveSessionIds { get; init; } = [];

    public int RequestsPerMinute { get; init; }

    public int MessagesPerDay { get; init; }

    public int? Quota { get; init; }

    public TimeSpan Latency { get; init; }
}
