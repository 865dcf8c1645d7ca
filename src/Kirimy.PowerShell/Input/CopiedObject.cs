using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Objects of the module as Select-Object, jobs, remoting and Import-Clixml return them: with the properties of the type, but not of the
/// type.
/// </summary>
internal static class CopiedObject
{
    /// <summary>Whether an object is a copy of one of a type.</summary>
    public static bool IsOf<T>(PSObject copy) =>
        copy.BaseObject is not T && copy.TypeNames.Any(static name => name.EndsWith("." + typeof(T).FullName, StringComparison.Ordinal));

    /// <summary>
    /// Whether a property of a copy repeats Recipient under its old name. A live object has the old name as a hidden alias, which becomes a
    /// property of the copy.
    /// </summary>
    public static bool IsOldName(PSObject row, PSPropertyInfo property) =>
        property.Name == "Receive" && row.TypeNames.Any(static name => name.Contains(".Kirimy."));
}
