using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Scheduling;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes time zones: Indonesia's first.</summary>
internal sealed class TimeZoneCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        TimeZones
            .KnownIds.Select(id => new Candidate(id))
            .Concat(TimeZoneInfo.GetSystemTimeZones().Select(z => new Candidate(z.Id, z.DisplayName)))
            .GroupBy(c => c.Value, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First());
}
