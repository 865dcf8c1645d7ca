using System.Collections;
using System.Globalization;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the batches that the ledger knows, the newest one first.</summary>
public sealed class BatchIdCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        CompletionSettings
            .Records(parameters)
            .Where(r => !string.IsNullOrEmpty(r.BatchId))
            .GroupBy(r => r.BatchId!, StringComparer.Ordinal)
            .Select(batch => new Candidate(
                batch.Key,
                string.Join(
                    "  ",
                    batch
                        .GroupBy(r => r.Status)
                        .OrderBy(s => s.Key)
                        .Select(s => $"{s.Key}: {s.Count()}")
                        .Prepend(batch.First().Timestamp.ToLocalTime().ToString("g", CultureInfo.CurrentCulture))
                )
            ));
}
