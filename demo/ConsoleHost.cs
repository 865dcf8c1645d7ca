using System.Globalization;
using System.Management.Automation.Host;

namespace Kirimy.Demo;

/// <summary>A PowerShell host on this console, for a script that asks nothing.</summary>
internal sealed class ConsoleHost : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Kirimy demo";

    public override Version Version { get; } = new(1, 0);

    public override PSHostUserInterface UI { get; } = new ConsoleUserInterface();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) => Environment.ExitCode = exitCode;
}
