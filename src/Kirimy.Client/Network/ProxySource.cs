namespace Kirimy.Client.Network;

/// <summary>What decides whether requests go through a proxy.</summary>
public enum ProxySource
{
    /// <summary>Nobody names a proxy.</summary>
    None,

    /// <summary>The service is this machine; then a proxy is used only where the command itself names it.</summary>
    Loopback,

    /// <summary>The environment exempts the service's host (NO_PROXY).</summary>
    Bypass,

    /// <summary>The command names it.</summary>
    Parameter,

    /// <summary>A variable of the environment names it.</summary>
    Environment,

    /// <summary>The profile names it.</summary>
    Profile,

    /// <summary>The system's settings, or the process's own default, decide for each request.</summary>
    System,
}
