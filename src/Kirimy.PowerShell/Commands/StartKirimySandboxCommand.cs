using System.Management.Automation;
using System.Security;
using Kirimy.PowerShell.Parameters;
using Kirimy.PowerShell.Sandboxes;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Commands;

/// <summary>Starts a local server that responds like the Kirimy Client API and doesn't send anything.</summary>
[Cmdlet(VerbsLifecycle.Start, "KirimySandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SandboxInfo))]
public sealed class StartKirimySandboxCommand : KirimyCmdlet
{
    private const int MaxLatencySeconds = 300;

    /// <summary>The port on 127.0.0.1; 0 picks a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The WhatsApp sessions that are connected.</summary>
    [Parameter]
    [ListArgument]
    [ValidateNotNullOrEmpty]
    public string[] SessionId { get; set; } = ["sandbox"];

    /// <summary>The WhatsApp sessions that exist but aren't connected.</summary>
    [Parameter]
    [ListArgument]
    [ValidateNotNullOrEmpty]
    public string[] InactiveSessionId { get; set; } = [];

    /// <summary>The API key that the sandbox accepts; by default a random one.</summary>
    [Parameter]
    [SecretArgument]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>The sandbox's rate limit, in requests per minute.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>The sandbox's daily limit, in messages per WhatsApp session.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MessagesPerDay { get; set; } = 1000;

    /// <summary>The number of messages after which the sandbox responds with QUOTA_EXCEEDED; by default unlimited.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Quota { get; set; }

    /// <summary>The delay of each response.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateDuration(MaxLatencySeconds)]
    public TimeSpan Latency { get; set; }

    /// <summary>Makes the sandbox the default of this PowerShell session for the base URI, the API key and the WhatsApp session.</summary>
    [Parameter]
    public SwitchParameter UseAsDefault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var target = Port == 0 ? Text.Sandbox_AnyPort : Text.Sandbox_Target.With(Port);
        if (ShouldProcess(target, Text.StartSandbox_Action))
        {
            Guard(Start, Port);
        }
    }

    private void Start()
    {
        var sandbox = SandboxRegistry.Start(
            new SandboxSettings
            {
                Port = Port,
                ApiKey = ApiKey,
                SessionIds = SessionId,
                InactiveSessionIds = InactiveSessionId,
                RequestsPerMinute = RequestsPerMinute,
                MessagesPerDay = MessagesPerDay,
                Quota = Quota,
                Latency = Latency,
            }
        );
        if (UseAsDefault)
        {
            sandbox.UseAsDefault(SessionDefaults.Current);
        }

        WriteVerbose(Text.StartSandbox_Started.With(sandbox.Info.BaseUri, sandbox.Info.InboxUri));
        WriteObject(sandbox.Info);
    }
}
