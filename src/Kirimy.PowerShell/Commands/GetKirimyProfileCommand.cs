using System.Management.Automation;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Commands;

/// <summary>Gets profiles, or the effective settings and the source of each value.</summary>
[Cmdlet(VerbsCommon.Get, "KirimyProfile", DefaultParameterSetName = NameSet)]
[OutputType(typeof(Profile), ParameterSetName = [NameSet, DefaultSet])]
[OutputType(typeof(EffectiveSetting), ParameterSetName = [EffectiveSet])]
public sealed class GetKirimyProfileCommand : KirimyCmdlet
{
    private const string NameSet = "Name";
    private const string DefaultSet = "Default";
    private const string EffectiveSet = "Effective";

    /// <summary>The profiles; wildcards are permitted. With -Effective, the profile to resolve the settings with.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet)]
    [Parameter(Position = 0, ParameterSetName = EffectiveSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Returns only the default profile.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

    /// <summary>Returns the settings that a cmdlet without parameters uses, and the source of each value.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EffectiveSet)]
    public SwitchParameter Effective { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() =>
        Guard(
            () =>
            {
                switch (ParameterSetName)
                {
                    case EffectiveSet:
                        WriteEffective();
                        break;
                    case DefaultSet:
                        WriteDefault();
                        break;
                    default:
                        WriteNamed();
                        break;
                }
            },
            Name
        );

    private void WriteEffective()
    {
        foreach (var name in Name.Length == 0 ? [null] : (IEnumerable<string?>)Name)
        {
            WriteObject(EffectiveSettings.Of(this, name, nameof(Name)).List(), enumerateCollection: true);
        }
    }

    private void WriteDefault()
    {
        var profiles = ProfileStore.Default.Read();
        WriteObject(
            profiles.Default ?? throw new KirimyException(ErrorCode.ProfileNotFound, Text.Profile_NothingDefault.With(profiles.Path))
        );
    }

    private void WriteNamed()
    {
        var profiles = ProfileStore.Default.Read();
        foreach (var profile in Name.Length == 0 ? profiles.Profiles : ProfileChoice.Find(this, profiles, Name))
        {
            WriteObject(profile);
        }
    }
}
