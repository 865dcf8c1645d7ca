using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets the batches in the ledger, the most recent run first.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyBatch")]
[OutputType(typeof(Batch))]
public sealed class GetKirimyBatchCommand : DeliveryLogCmdlet
{
    /// <summary>The batches to return; wildcards are permitted.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ListArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string[] BatchId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Guard(() =>
        {
            var patterns = Array.ConvertAll(BatchId, name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase));
            bool IsWanted(string name) => patterns.Length == 0 || Array.Exists(patterns, pattern => pattern.IsMatch(name));
            foreach (var batch in Log.Batches(IsWanted, Settings.Limits))
            {
                StopToken.ThrowIfCancellationRequested();
                WriteObject(batch);
            }
        });
}
