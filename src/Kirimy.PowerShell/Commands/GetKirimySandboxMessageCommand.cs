using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Sandboxes;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets the messages that sandboxes received, delivered or not, the newest last.</summary>
[Cmdlet(VerbsCommon.Get, "KirimySandboxMessage", DefaultParameterSetName = AllSet)]
[OutputType(typeof(SandboxMessage))]
public sealed class GetKirimySandboxMessageCommand : KirimyCmdlet
{
    private const string AllSet = "All";
    private const string PortSet = "Port";
    private const string InputObjectSet = "InputObject";

    private readonly List<RunningSandbox> chosen = [];

    /// <summary>The ports of the sandboxes; by default all sandboxes of the process.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PortSet)]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(SandboxPortCompleter))]
    public int[] Port { get; set; } = [];

    /// <summary>The sandboxes to get messages from.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public SandboxInfo[] InputObject { get; set; } = [];

    /// <summary>Returns only messages to these recipients, as received (<c>62…</c>); wildcards are permitted.</summary>
    [Parameter]
    [Alias("To", "Receive")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Recipient { get; set; } = [];

    /// <summary>Returns only messages that were delivered, or only those that weren't.</summary>
    [Parameter]
    public SandboxMessageStatus? Status { get; set; }

    /// <summary>Returns only this many messages, the oldest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Returns only this many messages, the newest; combined with -First, both ends.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        chosen.AddRange(
            ParameterSetName switch
            {
                PortSet => SandboxChoice.ByPort(this, Port),
                InputObjectSet => SandboxChoice.ByInfo(this, InputObject),
                _ => SandboxChoice.All(this),
            }
        );

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var patterns = Recipient.Select(r => WildcardPattern.Get(r, WildcardOptions.IgnoreCase)).ToList();
        var messages = chosen
            .Distinct()
            .SelectMany(s => s.Messages)
            .OrderBy(m => m.Timestamp)
            .Where(m => patterns.Count == 0 || patterns.Exists(p => p.IsMatch(m.Recipient ?? string.Empty)))
            .Where(m => Status is null || m.Status == Status)
            .ToList();
        var behindFirst = First ?? (Last is null ? messages.Count : 0);
        var fromLast = messages.Count - (Last ?? 0);
        WriteObject(messages.Where((_, i) => i < behindFirst || i >= fromLast), enumerateCollection: true);
    }
}
