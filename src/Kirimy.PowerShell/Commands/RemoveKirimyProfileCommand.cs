using System.Management.Automation;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Commands;

/// <summary>Removes profiles. Their API keys stay in their vaults.</summary>
[Cmdlet(VerbsCommon.Remove, "KirimyProfile", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveKirimyProfileCommand : KirimyCmdlet
{
    /// <summary>The profiles; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Guard(
            () =>
            {
                var store = ProfileStore.Default;
                foreach (var profile in ProfileChoice.Find(this, store.Read(), Name))
                {
                    if (!ShouldProcess(Text.Profile_Target.With(profile.Name, store.Path), Text.RemoveProfile_Action))
                    {
                        continue;
                    }

                    store.Remove([profile.Name], StopToken);
                    ReportReferences(profile);
                }
            },
            Name
        );

    private void ReportReferences(Profile profile)
    {
        if (profile.SecretName is { } secret)
        {
            WriteVerbose(Text.RemoveProfile_Secret.With(secret));
        }

        if (string.Equals(EnvironmentSetting.Of(EnvironmentSetting.Profile), profile.Name, StringComparison.OrdinalIgnoreCase))
        {
            WriteWarning(Text.RemoveProfile_Variable.With(EnvironmentSetting.Name(EnvironmentSetting.Profile), profile.Name));
        }
    }
}
