using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Sandboxes;

namespace Kirimy.PowerShell.Completion;

/// <summary>
/// Completes WhatsApp session IDs: those in effect for the command first, then those of all sandboxes, profiles and ledger records.
/// </summary>
internal sealed class SessionIdCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters)
    {
        var known = new List<string>();
        foreach (var source in new Func<IEnumerable<string?>>[] { Settings, Sandboxes, Profiles, Ledger })
        {
            known.AddRange(Read(source).OfType<string>().Where(id => id.Length > 0));
        }

        return known.Distinct(StringComparer.Ordinal).Select(id => new Candidate(id));

        IEnumerable<string?> Settings() => CompletionSettings.Of(parameters).SessionIds.Value;
        IEnumerable<string?> Ledger() => CompletionSettings.Records(parameters).Select(r => r.SessionId).Distinct();
        static IEnumerable<string?> Sandboxes() => SandboxRegistry.All.SelectMany(sandbox => sandbox.Info.SessionIds);
        static IEnumerable<string?> Profiles() => ProfileStore.Default.Read().Profiles.SelectMany(p => p.SessionId);
    }

    /// <summary>A source that can't be read doesn't hide the others.</summary>
    private static List<string?> Read(Func<IEnumerable<string?>> source)
    {
        try
        {
            return [.. source()];
        }
        catch (KirimyException)
        {
            return [];
        }
    }
}
