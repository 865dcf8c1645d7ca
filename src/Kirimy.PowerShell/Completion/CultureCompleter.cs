using System.Collections;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the names of cultures: Indonesia's and the session's first.</summary>
internal sealed class CultureCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        string[] first = ["id-ID", CultureInfo.CurrentCulture.Name];
        var known = CultureInfo.GetCultures(CultureTypes.AllCultures).Where(culture => culture.Name.Length > 0).ToList();
        return known
            .OrderBy(culture => Array.IndexOf(first, culture.Name) is var place and >= 0 ? place : first.Length)
            .ThenBy(culture => culture.Name, StringComparer.OrdinalIgnoreCase)
            .Select(culture => new Candidate(culture.Name, culture.DisplayName));
    }
}
