using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Session;

/// <summary>Detects values that $PSDefaultParameterValues sets for all cmdlets.</summary>
internal static class DefaultParameterValues
{
    /// <summary>
    /// Whether a parameter's value comes from an entry for many cmdlets, such as <c>'*:Encoding' = 'utf8'</c>. PowerShell binds it like a
    /// value that was typed; a typed value that equals the entry's counts as the entry's.
    /// </summary>
    public static bool AreSourceOf(PSCmdlet cmdlet, string parameter) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound)
        && cmdlet.SessionState.PSVariable.GetValue("PSDefaultParameterValues") is IDictionary defaults
        && !LanguagePrimitives.IsTrue(defaults["Disabled"])
        && defaults.Cast<DictionaryEntry>().Any(entry => IsForMany(entry.Key as string, cmdlet, parameter) && IsValue(entry.Value, bound));

    private static bool IsForMany(string? key, PSCmdlet cmdlet, string parameter)
    {
        var colon = key?.LastIndexOf(':') ?? -1;
        if (colon < 0)
        {
            return false;
        }

        var names = key!.Substring(0, colon).Trim().Trim('\'', '"');
        return WildcardPattern.ContainsWildcardCharacters(names)
            && Matches(names, cmdlet.MyInvocation.MyCommand.Name)
            && Matches(key.Substring(colon + 1).Trim().Trim('\'', '"'), parameter);
    }

    private static bool Matches(string pattern, string name) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name);

    // A script block runs for each call, and its result is no longer known.
    private static bool IsValue(object? entry, object bound) =>
        entry.Unwrap() is ScriptBlock || string.Equals(TextOf(entry), TextOf(bound), StringComparison.OrdinalIgnoreCase);

    private static string TextOf(object? value) => value is Uri uri ? uri.OriginalString : LanguagePrimitives.ConvertTo<string>(value);
}
