using System.Collections;
using System.Management.Automation;
using System.Runtime.InteropServices;

namespace Kirimy.PowerShell.Connection;

/// <summary>The facts about a machine for a support request. Only for the pipeline thread.</summary>
internal static class SupportFacts
{
    /// <summary>A setting and its source.</summary>
    public static string Describe(EffectiveSetting setting)
    {
        var value = setting.Value is string[] several ? string.Join(", ", several) : setting.Value?.ToString();
        return $"{(string.IsNullOrEmpty(value) ? "-" : value)} ({setting.Origin ?? setting.Source.ToString()})";
    }

    public static IEnumerable<(string Name, string? Value)> Collect(PSCmdlet cmdlet)
    {
        yield return ("Kirimy", cmdlet.MyInvocation.MyCommand.Module?.Version.ToString());
        var versions = cmdlet.SessionState.PSVariable.GetValue("PSVersionTable") as IDictionary;
        yield return ("PowerShell", $"{versions?["PSVersion"]} ({versions?["PSEdition"] ?? "Desktop"})");
        yield return (".NET", RuntimeInformation.FrameworkDescription);
        yield return ("OS", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})");
        yield return ("Culture", $"{CultureInfo.CurrentCulture.Name}, UI {CultureInfo.CurrentUICulture.Name}");
        yield return ("Time", DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
    }
}
