using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Sandboxes;

namespace Kirimy.PowerShell.Commands;

/// <summary>Stops the specified sandboxes, or all sandboxes of this process.</summary>
[Cmdlet(
    VerbsLifecycle.Stop,
    "KirimySandbox",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = AllSet
)]
[OutputType(typeof(void))]
public sealed class StopKirimySandboxCommand : KirimyCmdlet
{
    private const string AllSet = "All";
    private const string PortSet = "Port";
    private const string InputObjectSet = "InputObject";

    /// <summary>The ports of the sandboxes to stop.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PortSet)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(SandboxPortCompleter))]
    public int[] Port { get; set; } = [];

    /// <summary>The sandboxes to stop.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public SandboxInfo[] InputObject { get; set; } = [];

    // In ProcessRecord, because an empty pipeline must stop none, but a call without a pipeline stops all.
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var sandbox in FindSandboxes())
        {
            if (ShouldProcess(Text.Sandbox_Target.With(sandbox.Info.Port), Text.StopSandbox_Action))
            {
                SandboxRegistry.Stop(sandbox);
            }
        }
    }

    private IEnumerable<RunningSandbox> FindSandboxes() =>
        ParameterSetName switch
        {
            PortSet => SandboxChoice.ByPort(this, Port),
            // A sandbox that has already stopped isn't an error.
            InputObjectSet => InputObject.Select(SandboxRegistry.Find).OfType<RunningSandbox>(),
            _ => SandboxRegistry.All,
        };
}
