using System.Management.Automation;
using System.Management.Automation.Host;

namespace Kirimy.PowerShell.Session;

/// <summary>Whether somebody may be watching.</summary>
internal static class HostAttention
{
    /// <summary>The shortest prefix of -NonInteractive that powershell.exe and pwsh take.</summary>
    private const string NonInteractive = "-noni";

    private const string ConsoleHost = "ConsoleHost";

    /// <summary>False for a host without a screen, a shell started with -NonInteractive, and a console whose output goes to a file or a CI log.</summary>
    public static bool IsWatching(PSHost host) =>
        host.Name == ConsoleHost ? Environment.UserInteractive && !Console.IsOutputRedirected && !IsNonInteractive() : HasScreen(host);

    /// <summary>The host that PowerShell passes to a cmdlet always has a RawUI; without a screen, it has no size.</summary>
    private static bool HasScreen(PSHost host)
    {
        try
        {
            return host.UI.RawUI.BufferSize.Width > 0;
        }
        // Hosts without a screen throw this; there is nothing to do.
        catch (Exception exception) when (exception is RuntimeException or NotImplementedException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsNonInteractive() =>
        Environment.GetCommandLineArgs().Any(argument => argument.StartsWith(NonInteractive, StringComparison.OrdinalIgnoreCase));
}
