using System.Management.Automation;
using Kirimy.PowerShell.Sandboxes;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets the sandboxes that run in this process. It isn't an error if there are none.</summary>
[Cmdlet(VerbsCommon.Get, "KirimySandbox")]
[OutputType(typeof(SandboxInfo))]
public sealed class GetKirimySandboxCommand : KirimyCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(SandboxRegistry.All.Select(s => s.Info), enumerateCollection: true);
}
