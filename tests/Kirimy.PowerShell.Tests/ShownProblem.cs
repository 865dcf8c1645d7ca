using System.Management.Automation;

namespace Kirimy.PowerShell.Tests;

/// <summary>A Kirimy.MessageProblem as a script reads it.</summary>
internal sealed record ShownProblem(string Code, string? Reason, bool IsWarning)
{
    public static ShownProblem Of(object problem)
    {
        var shown = PSObject.AsPSObject(problem);
        return new(
            (string)shown.Properties["Code"].Value,
            (string?)shown.Properties["Reason"].Value,
            (bool)shown.Properties["IsWarning"].Value
        );
    }
}
