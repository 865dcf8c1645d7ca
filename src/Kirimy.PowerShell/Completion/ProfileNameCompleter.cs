using System.Collections;
using System.Management.Automation.Language;
using Kirimy.Client.Profiles;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the names of profiles.</summary>
internal sealed class ProfileNameCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        ProfileStore
            .Default.Read()
            .Profiles.OrderByDescending(p => p.IsDefault)
            .Select(p => new Candidate(p.Name, string.Join(", ", new[] { p.BaseUri?.ToString() }.Concat(p.SessionId).OfType<string>())));
}
