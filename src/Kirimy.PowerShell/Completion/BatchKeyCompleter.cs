using System.Collections;
using System.Management.Automation.Language;
using Kirimy.PowerShell.Commands;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the fingerprints of the API keys that the batch of the command belongs to.</summary>
public sealed class BatchKeyCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var batchId = parameters?[nameof(SetKirimyDeliveryCommand.BatchId)] as string;
        return CompletionSettings
            .Batches(parameters!)
            .Where(batch => batchId is null || batch.BatchId == batchId)
            .Select(batch => batch.KeyFingerprint)
            .Distinct(StringComparer.Ordinal)
            .Select(key => new Candidate(key));
    }
}
