using System.Collections;
using System.Management.Automation.Language;
using Kirimy.PowerShell.Commands;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes batch IDs from the ledger, the most recent run first.</summary>
internal sealed class BatchIdCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        CompletionSettings
            .Batches(parameters)
            .GroupBy(batch => batch.BatchId, StringComparer.Ordinal)
            .Select(keys => new Candidate(keys.Key, Explain(keys.First())));

    private static string Explain(Batch batch)
    {
        var counts = new (string Status, int Count)[]
        {
            (nameof(Batch.Sent), batch.Sent),
            (nameof(Batch.Failed), batch.Failed),
            (nameof(Batch.Unknown), batch.Unknown),
            (nameof(Batch.NotSent), batch.NotSent),
            (nameof(Batch.InProgress), batch.InProgress),
        };
        return string.Join(
            "  ",
            counts
                .Where(status => status.Count > 0)
                .Select(status => $"{status.Status}: {status.Count}")
                .Prepend(batch.LastRun.ToLocalTime().ToString("g", CultureInfo.CurrentCulture))
        );
    }
}

/// <summary>Completes the fingerprints of the API keys that the batch of the command belongs to.</summary>
internal sealed class BatchKeyCompleter : ValueCompleter
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
