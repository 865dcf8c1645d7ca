using System.Diagnostics;
using System.Reflection;

namespace Kirimy.PowerShell.Tools;

/// <summary>
/// The pwsh that tests and demo run: the one that <c>$KIRIMY_TEST_PWSH</c> names, otherwise the .NET tool that the build restored. The tool
/// is a library, so <c>dotnet</c> runs it; its own command, <c>dotnet pwsh</c>, starts the SDK first and would survive a kill.
/// </summary>
internal static class PowerShellProgram
{
    private static readonly string ToolPath = typeof(PowerShellProgram)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "PowerShell")
        .Value!;

    /// <summary>Prepares a process without a profile and without prompts.</summary>
    /// <param name="arguments">The arguments after <c>-NoProfile -NonInteractive</c>.</param>
    public static ProcessStartInfo Start(params ReadOnlySpan<string> arguments)
    {
        var chosen = Environment.GetEnvironmentVariable("KIRIMY_TEST_PWSH");
        var start = string.IsNullOrEmpty(chosen) ? new ProcessStartInfo("dotnet", ["exec", ToolPath]) : new ProcessStartInfo(chosen);
        foreach (var argument in (ReadOnlySpan<string>)["-NoProfile", "-NonInteractive", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }
}
