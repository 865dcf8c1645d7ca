using Kirimy.Client.Profiles;

namespace Kirimy.PowerShell.Settings;

/// <summary>The default recipients and groups of the environment and the profile.</summary>
internal sealed class RecipientSettings
{
    private static readonly char[] SegmentEnds = [';', '\r', '\n'];
    private static readonly char[] Assignment = ['='];

    private RecipientSettings(Setting<IReadOnlyList<string>> recipients, Setting<IReadOnlyDictionary<string, IReadOnlyList<string>>> groups)
    {
        Default = recipients;
        Groups = groups;
    }

    /// <summary>The default recipients: phone numbers and names of groups.</summary>
    public Setting<IReadOnlyList<string>> Default { get; }

    /// <summary>The groups of both sources; those of the environment take precedence. Names are case-insensitive.</summary>
    public Setting<IReadOnlyDictionary<string, IReadOnlyList<string>>> Groups { get; }

    /// <summary>Reads both sources.</summary>
    /// <param name="profile">The profile; null for none.</param>
    /// <param name="origin">The profile as a part of a sentence.</param>
    /// <exception cref="KirimyException">INVALID_RECIPIENT: the environment variable can't be read.</exception>
    public static RecipientSettings Read(Profile? profile, string? origin)
    {
        var variable = EnvironmentSetting.Name(EnvironmentSetting.Recipient);
        var (recipients, groups) = Parse(EnvironmentSetting.Of(EnvironmentSetting.Recipient) ?? string.Empty);
        var profileGroups = profile?.RecipientGroup ?? RecipientGroups.None;
        return new RecipientSettings(
            recipients.Count > 0 ? new(recipients, SettingSource.Environment, variable)
                : profile?.Recipient.Count > 0 ? new(profile.Recipient, SettingSource.Profile, origin)
                : new([], SettingSource.Default),
            groups.Count > 0
                    ? new(
                        RecipientGroups.Merge(groups, profileGroups),
                        SettingSource.Environment,
                        profileGroups.Count > 0 ? $"{variable}, {origin}" : variable
                    )
                : profileGroups.Count > 0 ? new(profileGroups, SettingSource.Profile, origin)
                : new(profileGroups, SettingSource.Default)
        );
    }

    /// <summary>
    /// Reads the variable: segments end with a semicolon or a line break. A segment is the members of a group (<c>oncall = 0812…,
    /// 0813…</c>), or default recipients separated by commas.
    /// </summary>
    private static (List<string> Recipients, Dictionary<string, IReadOnlyList<string>> Groups) Parse(string text)
    {
        var recipients = new List<string>();
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var segment in text.Split(SegmentEnds))
        {
            var parts = segment.Split(Assignment);
            var members = SeparatedList.Split(parts[parts.Length - 1]).ToList();
            if (parts.Length == 1)
            {
                recipients.AddRange(members);
                continue;
            }

            var name = parts[0].Trim();
            if (parts.Length > 2)
            {
                throw Refuse(Text.Recipient_TwoGroups.With(segment.Trim()));
            }

            if (!RecipientGroups.IsName(name))
            {
                throw Refuse(Text.Recipient_GroupName.With(name));
            }

            groups[name] = members.Count > 0 ? members : throw Refuse(Text.Recipient_EmptyGroup.With(name));
        }

        return (recipients, groups);
    }

    private static KirimyException Refuse(string reason) =>
        new(ErrorCode.InvalidRecipient, $"{EnvironmentSetting.Name(EnvironmentSetting.Recipient)}: {reason}");
}
