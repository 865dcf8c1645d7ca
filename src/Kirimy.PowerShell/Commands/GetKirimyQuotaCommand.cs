using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets what is used of the plan's limits, for each API key and session.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyQuota")]
[OutputType(typeof(Quota))]
public sealed class GetKirimyQuotaCommand : DeliveryLogCmdlet
{
    /// <summary>Only these sessions; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ListArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string[] SessionId { get; set; } = [];

    /// <summary>The plan's limit: requests in any minute with one API key.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>The plan's limit: messages of one session in a day.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MessagesPerDay { get; set; } = 1000;

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Guard(() =>
        {
            var patterns = Array.ConvertAll(SessionId, s => WildcardPattern.Get(s, WildcardOptions.IgnoreCase));
            var quotas = Log.Quotas(Settings.Limits);
            WriteObject(
                quotas.Where(q => patterns.Length == 0 || Array.Exists(patterns, p => p.IsMatch(q.SessionId ?? string.Empty))),
                enumerateCollection: true
            );
        });
}
