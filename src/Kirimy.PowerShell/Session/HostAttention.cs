using System.Management.Automation;
using System.Management.Automation.Host;

namespace Kirimy.PowerShell.Session;

/// <summary>Whether a user may be watching the output.</summary>
internal static class HostAttention
{
    /// <summary>The shortest prefix of -NonInteractive that powershell.exe and pwsh accept.</summary>
    private const string NonInteractive = "-noni";

    private const string ConsoleHost = "ConsoleHost";

    /// <summary>
    /// False for a host without a screen, a shell started with -NonInteractive, and a console whose output is redirected to a file or a CI
    /// log.
    /// </summary>
    public static bool IsWatching(PSHost host) =>
        host.Name == ConsoleHost ? Environment.UserInteractive && !Console.IsOutputRedirected && !IsNonInteractive() : HasScreen(host);

    /// <summary>The engine always provides a RawUI, but that of a host without a screen has no size.</summary>
    private static bool HasScreen(PSHost host)
    {
        try
        {
            return host.UI.RawUI.BufferSize.Width > 0;
        }
        // Hosts without a screen throw these exceptions.
        catch (Exception exception) when (exception is RuntimeException or NotImplementedException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsNonInteractive() =>
        Environment.GetCommandLineArgs().Any(argument => argument.StartsWith(NonInteractive, StringComparison.OrdinalIgnoreCase));
}
