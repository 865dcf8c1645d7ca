using System.Collections;
using System.Management.Automation;
using System.Net;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Network;
using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Profiles;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Scheduling;
using Kirimy.PowerShell.Sandboxes;
using Kirimy.PowerShell.Secrets;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Settings;

/// <summary>
/// The effective settings of a cmdlet. Order of precedence: parameter; default sandbox of the PowerShell session; environment; profile;
/// default. Only for the pipeline thread.
/// </summary>
/// <remarks>
/// The sandbox takes precedence over environment and profile for the address, the API key and the WhatsApp session. A user
/// with a default sandbox reaches the real service only with -BaseUri, and then nothing of the
/// sandbox is used.
/// </remarks>
internal sealed class EffectiveSettings
{
    private readonly IDictionary parameters;
    private readonly Func<string, string> resolvePath;
    private readonly Setting<string?> profileName;
    private readonly string file;
    private readonly Profile? profile;
    private Setting<LedgerAddress>? ledger;
    private RecipientSettings? recipients;

    private EffectiveSettings(
        IDictionary parameters,
        Func<string, string> resolvePath,
        Setting<string?> profileName,
        Profile? profile,
        string file
    )
    {
        this.parameters = parameters;
        this.resolvePath = resolvePath;
        this.profileName = profileName;
        this.profile = profile;
        this.file = file;
    }

    /// <summary>Whether the default sandbox is the service.</summary>
    public bool UsesSandbox =>
        SessionDefaults.Current.BaseUri is { } sandbox && (Parameter<Uri>(nameof(BaseUri)) is not { } given || given == sandbox);

    /// <summary>The base address of the service.</summary>
    /// <exception cref="KirimyException">INVALID_BASE_URI.</exception>
    public Setting<BaseAddress> Address => Parse(BaseUri, BaseAddress.Parse, static () => BaseAddress.Default);

    /// <summary>The WhatsApp sessions of inputs that specify none.</summary>
    public Setting<IReadOnlyList<string>> SessionIds =>
        FindList(
            nameof(Profile.SessionId),
            static profile => profile.SessionId,
            static given => Clean((IEnumerable<string?>)given),
            static session => session.SessionId is { } id ? new[] { id } : null,
            EnvironmentSetting.SessionId,
            static text => [.. SeparatedList.Split(text)]
        );

    /// <summary>The default recipients and the groups.</summary>
    /// <exception cref="KirimyException">INVALID_RECIPIENT.</exception>
    public RecipientSettings Recipients => recipients ??= RecipientSettings.Read(profile, profile is null ? null : ProfileOrigin);

    /// <summary>The secret with the API key.</summary>
    public SecretReference Secret =>
        new(
            profile?.SecretName ?? ApiKeyChain.SecretName,
            profile?.SecretVault,
            profile?.SecretName is null && profile?.SecretVault is null ? null : ProfileOrigin
        );

    /// <summary>The ledger.</summary>
    /// <exception cref="KirimyException">INVALID_LEDGER.</exception>
    public Setting<LedgerAddress> Ledger =>
        ledger ??= Parse(
            Find<string?>(
                nameof(Profile.Ledger),
                static profile => profile.Ledger,
                defaultValue: null,
                given => ResolvePath((string)given),
                variable: EnvironmentSetting.Ledger,
                fromVariable: ResolvePath
            ),
            LedgerAddress.Parse,
            static () => LedgerAddress.Default
        );

    /// <summary>The limits of the plan.</summary>
    public RateLimits Limits =>
        new()
        {
            Requests = RequestsPerMinute.Value,
            MessagesPerDay = MessagesPerDay.Value,
            DailyReset = DailyReset.Find(DayTimeZone.Value, DayStart.Value)!,
        };

    /// <summary>The country of phone numbers without a country code.</summary>
    /// <exception cref="KirimyException">PROFILE_INVALID: the profile has an unknown country.</exception>
    public Setting<string> DefaultRegion
    {
        get
        {
            var found = Find(nameof(Profile.DefaultRegion), static profile => profile.DefaultRegion, PhoneRegion.Indonesia);
            return found.Source == SettingSource.Profile && !PhoneRegion.IsKnown(found.Value)
                ? throw new KirimyException(
                    ErrorCode.ProfileInvalid,
                    Text.Profile_Region.With(file, profile!.Name, PhoneRegion.UnknownMessage(found.Value))
                )
                : found;
        }
    }

    /// <summary>The minimum and maximum delay between two messages of a WhatsApp session.</summary>
    public (Setting<TimeSpan> Minimum, Setting<TimeSpan> Maximum) Intervals
    {
        get
        {
            if (Parameter<TimeSpan[]>("Interval") is { } given)
            {
                return (new(given[0], SettingSource.Parameter, "-Interval"), new(given[1], SettingSource.Parameter, "-Interval"));
            }

            var minimum = Find(nameof(Profile.MinimumInterval), static profile => profile.MinimumInterval, TimeSpan.Zero);
            return (minimum, Find(nameof(Profile.MaximumInterval), static profile => profile.MaximumInterval, minimum.Value));
        }
    }

    /// <summary>The sending hours; null if there are none.</summary>
    /// <exception cref="KirimyException">INVALID_SENDING_HOURS.</exception>
    public SendingHours? SendingHours
    {
        get
        {
            var between = SendBetween;
            var hours = new SendingHours
            {
                Ranges =
                [
                    .. between.Value.Select(text =>
                        Client.Scheduling.SendingHours.ReadRange(text)
                        ?? throw new KirimyException(ErrorCode.InvalidSendingHours, Text.Settings_SendBetween.With(text, between.Origin))
                    ),
                ],
                Weekdays = SendWeekday.Value,
                Holidays = [.. Holiday.Value.Select(date => Client.Scheduling.SendingHours.ReadDate(date)!.Value)],
            };
            return hours.Ranges.Count + hours.Weekdays.Count + hours.Holidays.Count == 0 ? null
                : SendTimeZone.Value is { } zone ? hours with { Zone = TimeZones.Find(zone)! }
                : hours;
        }
    }

    /// <summary>Whether a run waits for the next day if the daily limit is reached.</summary>
    public Setting<bool> WaitForNextDay => FindSwitch(nameof(Profile.WaitForNextDay), static profile => profile.WaitForNextDay);

    /// <summary>The proxy; null if none is specified.</summary>
    /// <exception cref="KirimyException">INVALID_BASE_URI, INVALID_PROXY.</exception>
    public Setting<Uri?> Proxy
    {
        get
        {
            var route = FindRoute(Address.Value, Parameter<Uri>(nameof(Proxy)), credential: null, useDefaultCredentials: false);
            return route.Source switch
            {
                ProxySource.Parameter => new Setting<Uri?>(route.Proxy, SettingSource.Parameter, route.Origin),
                ProxySource.Environment or ProxySource.Bypass => new Setting<Uri?>(route.Proxy, SettingSource.Environment, route.Origin),
                ProxySource.Profile => new Setting<Uri?>(route.Proxy, SettingSource.Profile, ProfileOrigin),
                _ => new Setting<Uri?>(Value: null, SettingSource.Default),
            };
        }
    }

    /// <summary>Whether the ledger stores the texts of messages.</summary>
    public Setting<bool> KeepText => FindSwitch(nameof(Profile.KeepText), static profile => profile.KeepText);

    private Setting<Uri?> BaseUri =>
        Find<Uri?>(
            nameof(Profile.BaseUri),
            static profile => profile.BaseUri,
            defaultValue: null,
            fromSandbox: static session => session.BaseUri,
            variable: EnvironmentSetting.BaseUri,
            fromVariable: static text => new Uri(text, UriKind.RelativeOrAbsolute)
        );

    private Setting<int> RequestsPerMinute =>
        Find(nameof(Profile.RequestsPerMinute), static profile => profile.RequestsPerMinute, new RateLimits().Requests);

    private Setting<int> MessagesPerDay =>
        Find(nameof(Profile.MessagesPerDay), static profile => profile.MessagesPerDay, new RateLimits().MessagesPerDay);

    private Setting<string> DayTimeZone =>
        Find(nameof(Profile.DayTimeZone), static profile => profile.DayTimeZone, DailyReset.DefaultTimeZone);

    private Setting<TimeSpan> DayStart => Find(nameof(Profile.DayStart), static profile => profile.DayStart, TimeSpan.Zero);

    private Setting<IReadOnlyList<string>> SendBetween =>
        FindList(nameof(Profile.SendBetween), static profile => profile.SendBetween, static given => Clean((IEnumerable<string?>)given));

    private Setting<string?> SendTimeZone =>
        Find<string?>(nameof(Profile.SendTimeZone), static profile => profile.SendTimeZone, defaultValue: null);

    private Setting<IReadOnlyList<DayOfWeek>> SendWeekday => FindList(nameof(Profile.SendWeekday), static profile => profile.SendWeekday);

    private Setting<IReadOnlyList<string>> Holiday => FindList(nameof(Profile.Holiday), static profile => profile.Holiday);

    private string ProfileOrigin => Text.Settings_Profile.With(profile!.Name);

    /// <summary>Resolves the settings of a cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="profileName">The specified profile; null for the default.</param>
    /// <param name="parameter">The parameter that specifies the profile.</param>
    /// <exception cref="KirimyException">PROFILE_INVALID, PROFILE_NOT_FOUND, PROFILE_UNAVAILABLE.</exception>
    public static EffectiveSettings Of(PSCmdlet cmdlet, string? profileName, string parameter = "Profile") =>
        Of(cmdlet.MyInvocation.BoundParameters, cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath, profileName, parameter);

    /// <summary>Resolves the settings of a cmdlet from its parameter values by name.</summary>
    public static EffectiveSettings Of(
        IDictionary parameters,
        Func<string, string> resolvePath,
        string? profileName,
        string parameter = "Profile"
    )
    {
        var profiles = ProfileStore.Default.Read();
        var name =
            profileName is not null ? new Setting<string?>(profileName, SettingSource.Parameter, "-" + parameter)
            : EnvironmentSetting.Of(EnvironmentSetting.Profile) is { } variable
                ? new Setting<string?>(variable, SettingSource.Environment, EnvironmentSetting.Name(EnvironmentSetting.Profile))
            : profiles.Default is { } defaultValue ? new Setting<string?>(defaultValue.Name, SettingSource.Profile, profiles.Path)
            : new Setting<string?>(Value: null, SettingSource.Default);
        var chosen = name.Value is null ? null : profiles.Require(name.Value, name.Origin!);
        return new EffectiveSettings(parameters, resolvePath, name with { Value = chosen?.Name }, chosen, profiles.Path);
    }

    /// <summary>The connection route to a service.</summary>
    /// <exception cref="KirimyException">INVALID_PROXY.</exception>
    public ProxyRoute FindRoute(BaseAddress address, Uri? proxy, NetworkCredential? credential, bool useDefaultCredentials) =>
        ProxyRoute.Choose(address, proxy, credential, useDefaultCredentials, profile?.Proxy);

    /// <summary>
    /// Refuses to send if a sandbox seems to be intended: the PowerShell session that started this one has a default sandbox, which isn't
    /// inherited, and the service is a real one that isn't specified with -BaseUri. A profile doesn't count as specifying it.
    /// </summary>
    /// <exception cref="KirimyException">SANDBOX_NOT_INHERITED.</exception>
    public void RequireIntendedService()
    {
        var address = Address;
        if (
            address.Source is not (SettingSource.Parameter or SettingSource.Sandbox)
            && !address.Value.IsLoopback
            && SandboxRegistry.All.FirstOrDefault(static s => s.IsDefaultOfParent) is { } sandbox
        )
        {
            throw new KirimyException(
                ErrorCode.SandboxNotInherited,
                Text.Settings_SandboxNotInherited.With(sandbox.Info.BaseUri, address.Value)
            );
        }
    }

    /// <summary>All settings, for Get-KirimyProfile -Effective.</summary>
    public IEnumerable<EffectiveSetting> List()
    {
        var address = Address;
        var (minimum, maximum) = Intervals;
        yield return Show("Profile", profileName);
        yield return Show(nameof(Profile.BaseUri), address, address.Value.Root);
        yield return Show(nameof(Profile.SessionId), SessionIds, SessionIds.Value.ToArray());
        yield return Show(nameof(Profile.Recipient), Recipients.Default, Recipients.Default.Value.ToArray());
        yield return Show(
            nameof(Profile.RecipientGroup),
            Recipients.Groups,
            Recipients.Groups.Value.Select(static group => $"{group.Key} = {string.Join(", ", group.Value)}").ToArray()
        );
        yield return ShowSecret(nameof(Profile.SecretName), profile?.SecretName, ApiKeyChain.SecretName);
        yield return ShowSecret(nameof(Profile.SecretVault), profile?.SecretVault, defaultValue: null);
        yield return Show(nameof(Profile.RequestsPerMinute), RequestsPerMinute);
        yield return Show(nameof(Profile.MessagesPerDay), MessagesPerDay);
        yield return Show(nameof(Profile.DayTimeZone), DayTimeZone);
        yield return Show(nameof(Profile.DayStart), DayStart);
        yield return Show(nameof(Profile.SendBetween), SendBetween, SendBetween.Value.ToArray());
        yield return Show(nameof(Profile.SendTimeZone), SendTimeZone);
        yield return Show(nameof(Profile.SendWeekday), SendWeekday, SendWeekday.Value.ToArray());
        yield return Show(nameof(Profile.Holiday), Holiday, Holiday.Value.ToArray());
        yield return Show(nameof(Profile.WaitForNextDay), WaitForNextDay);
        yield return Show(nameof(Profile.Ledger), Ledger, Ledger.Value.ToString());
        yield return Show(nameof(Profile.DefaultRegion), DefaultRegion);
        yield return Show(nameof(Profile.MinimumInterval), minimum);
        yield return Show(nameof(Profile.MaximumInterval), maximum);
        yield return Show(nameof(Profile.Proxy), Proxy);
        yield return Show(nameof(Profile.KeepText), KeepText);
    }

    private static EffectiveSetting Show<T>(string name, Setting<T> setting, object? shown = null) =>
        new()
        {
            Name = name,
            Value = shown ?? setting.Value,
            Source = setting.Source,
            Origin = setting.Origin,
        };

    /// <summary>The sandbox has its own API key, so no secret is searched for.</summary>
    private EffectiveSetting ShowSecret(string name, string? fromProfile, string? defaultValue) =>
        UsesSandbox ? Show(name, new Setting<string?>(Value: null, SettingSource.Sandbox, Text.ApiKeyChain_Sandbox))
        : fromProfile is not null ? Show(name, new Setting<string?>(fromProfile, SettingSource.Profile, ProfileOrigin))
        : Show(name, new Setting<string?>(defaultValue, SettingSource.Default));

    private string ResolvePath(string ledger)
    {
        var trimmed = ledger.Trim();
        if (trimmed.Length == 0)
        {
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Settings_LedgerEmpty);
        }

        try
        {
            return LedgerAddress.IsFile(trimmed) ? resolvePath(trimmed) : trimmed;
        }
        catch (SessionStateException exception)
        {
            // PowerShell interprets the text before a colon as a drive or provider.
            throw new KirimyException(ErrorCode.InvalidLedger, exception.Message, exception);
        }
    }

    /// <summary>Parses a setting. An error names the environment variable of the value.</summary>
    private static Setting<TParsed> Parse<T, TParsed>(Setting<T?> found, Func<T, TParsed> parse, Func<TParsed> defaultValue)
        where T : class
    {
        try
        {
            return found.Value is { } value
                ? new Setting<TParsed>(parse(value), found.Source, found.Origin)
                : new Setting<TParsed>(defaultValue(), SettingSource.Default);
        }
        catch (KirimyException exception) when (found.Source == SettingSource.Environment)
        {
            throw new KirimyException(exception.Code, $"{found.Origin}: {exception.Message}", exception);
        }
    }

    /// <summary>Resolves a setting from its sources in order of precedence.</summary>
    /// <param name="name">The parameter and the profile's property.</param>
    /// <param name="fromProfile">Reads the property of the profile; null if it isn't set.</param>
    /// <param name="defaultValue">The default value.</param>
    /// <param name="fromParameter">Reads the parameter, if it has another type than the setting.</param>
    /// <param name="fromSandbox">Reads the value of the default sandbox.</param>
    /// <param name="variable">The environment variable.</param>
    /// <param name="fromVariable">Reads its text.</param>
    private Setting<T> Find<T>(
        string name,
        Func<Profile, object?> fromProfile,
        T defaultValue,
        Func<object, T>? fromParameter = null,
        Func<SessionDefaults, object?>? fromSandbox = null,
        string? variable = null,
        Func<string, T>? fromVariable = null
    )
    {
        if (Parameter<object>(name) is { } given)
        {
            return new Setting<T>(fromParameter is null ? (T)given : fromParameter(given), SettingSource.Parameter, "-" + name);
        }

        if (UsesSandbox && fromSandbox?.Invoke(SessionDefaults.Current) is { } sandbox)
        {
            return new Setting<T>((T)sandbox, SettingSource.Sandbox, Text.ApiKeyChain_Sandbox);
        }

        if (variable is not null && EnvironmentSetting.Of(variable) is { } text)
        {
            return new Setting<T>(fromVariable!(text), SettingSource.Environment, EnvironmentSetting.Name(variable));
        }

        return profile is not null && fromProfile(profile) is { } own
            ? new Setting<T>((T)own, SettingSource.Profile, ProfileOrigin)
            : new Setting<T>(defaultValue, SettingSource.Default);
    }

    /// <summary>Resolves a list. An empty list of the profile counts as not set.</summary>
    private Setting<IReadOnlyList<T>> FindList<T>(
        string name,
        Func<Profile, IReadOnlyList<T>> fromProfile,
        Func<object, IReadOnlyList<T>>? fromParameter = null,
        Func<SessionDefaults, object?>? fromSandbox = null,
        string? variable = null,
        Func<string, IReadOnlyList<T>>? fromVariable = null
    ) =>
        Find(
            name,
            profile => fromProfile(profile) is { Count: > 0 } list ? list : null,
            [],
            fromParameter,
            fromSandbox,
            variable,
            fromVariable
        );

    private Setting<bool> FindSwitch(string name, Func<Profile, object?> fromProfile) =>
        Find(name, fromProfile, defaultValue: false, static given => ((SwitchParameter)given).IsPresent);

    private T? Parameter<T>(string name)
        where T : class => parameters.Contains(name) ? parameters[name] as T : null;

    private static IReadOnlyList<string> Clean(IEnumerable<string?> ids) =>
        [.. ids.Where(id => !string.IsNullOrWhiteSpace(id)).Select(id => id!.Trim())];
}
