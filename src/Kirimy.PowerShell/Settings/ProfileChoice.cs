using System.Management.Automation;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell.Settings;

/// <summary>Resolves the profiles of a cmdlet's arguments, with an error for each name without wildcards that doesn't exist.</summary>
internal static class ProfileChoice
{
    public static IEnumerable<Profile> Find(Cmdlet command, ProfileList profiles, IEnumerable<string> names)
    {
        var found = new HashSet<Profile>();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var matches = profiles.Profiles.Where(p => pattern.IsMatch(p.Name)).ToList();
            if (matches.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var missing = new KirimyException(ErrorCode.ProfileNotFound, Text.Profile_Missing.With(name, profiles.Path));
                command.WriteError(ErrorRecords.From(missing, name));
            }

            foreach (var match in matches.Where(found.Add))
            {
                yield return match;
            }
        }
    }
}
