using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets the usage of the plan's limits for each API key and WhatsApp session.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyQuota")]
[OutputType(typeof(Quota))]
public sealed class GetKirimyQuotaCommand : DeliveryLogCmdlet
{
    /// <summary>The WhatsApp sessions to return; wildcards are permitted.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ListArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string[] SessionId { get; set; } = [];

    /// <summary>The plan's rate limit: requests per minute with one API key.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>The plan's daily limit: messages per day from one WhatsApp session.</summary>
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
