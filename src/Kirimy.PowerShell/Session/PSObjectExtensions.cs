using System.Management.Automation;

namespace Kirimy.PowerShell.Session;

/// <summary>Extension methods for values that PowerShell may have wrapped.</summary>
internal static class PSObjectExtensions
{
    /// <summary>The value itself, without the PSObject that PowerShell wraps around it.</summary>
    public static object? Unwrap(this object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
