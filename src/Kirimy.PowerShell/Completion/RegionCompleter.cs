using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the codes of countries.</summary>
public sealed class RegionCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        PhoneRegion.All.Select(code => new Candidate(code, NameOf(code)));

    private static string? NameOf(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            // The system has no names of countries.
            return null;
        }
    }
}
