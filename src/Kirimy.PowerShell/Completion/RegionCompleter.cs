using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the codes of countries.</summary>
internal sealed class RegionCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        PhoneRegion.All.Select(code => new Candidate(code, NameOf(code)));

    private static string? NameOf(string code)
    {
        // RegionInfo.DisplayName is in the country's own language. The native name of a culture with the user's language is in that
        // language.
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        try
        {
            return language == "iv" ? new RegionInfo(code).EnglishName : new RegionInfo(language + "-" + code).NativeName;
        }
        catch (ArgumentException)
        {
            // The system has no country names.
            return null;
        }
    }
}
