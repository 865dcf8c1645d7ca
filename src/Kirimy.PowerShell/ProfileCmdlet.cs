using System.Management.Automation;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell;

/// <summary>Base class of the cmdlets with settings from parameters, the environment and a profile.</summary>
public abstract class ProfileCmdlet : KirimyCmdlet
{
    private EffectiveSettings? settings;

    /// <summary>The profile that provides settings for omitted parameters.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? Profile { get; set; }

    /// <summary>The effective settings. The profiles are read at first use.</summary>
    /// <exception cref="KirimyException">PROFILE_INVALID, PROFILE_NOT_FOUND, PROFILE_UNAVAILABLE.</exception>
    private protected EffectiveSettings Settings => settings ??= EffectiveSettings.Of(this, Profile);

    /// <summary>The secret of an API key cmdlet: the specified one, or the profile's.</summary>
    /// <param name="name">The value of -Name, or its default.</param>
    /// <param name="vault">Its -Vault.</param>
    private protected (string Name, string? Vault) ChooseSecret(string name, string? vault) =>
        MyInvocation.BoundParameters.ContainsKey("Name") ? (name, vault) : (Settings.Secret.Name, vault ?? Settings.Secret.Vault);
}
