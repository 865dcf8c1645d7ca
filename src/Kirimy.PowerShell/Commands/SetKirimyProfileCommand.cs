using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Creates a profile or changes the specified settings of one; $null removes a setting.</summary>
[Cmdlet(VerbsCommon.Set, "KirimyProfile", SupportsShouldProcess = true)]
[OutputType(typeof(Profile))]
public sealed class SetKirimyProfileCommand : KirimyCmdlet
{
    /// <summary>The profile.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The WhatsApp sessions: messages are sent from the first one, with failover to the others.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string?[]? SessionId { get; set; }

    /// <summary>The default recipients: phone numbers and names of groups.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    public string?[]? Recipient { get; set; }

    /// <summary>Groups of recipients by name. A group without members is removed; groups that aren't specified are kept.</summary>
    [Parameter]
    [AllowNull]
    public IDictionary? RecipientGroup { get; set; }

    /// <summary>The address of the service.</summary>
    [Parameter]
    public Uri? BaseUri { get; set; }

    /// <summary>The name of the secret with the API key in SecretManagement.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? SecretName { get; set; }

    /// <summary>The vault of that secret.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? SecretVault { get; set; }

    /// <summary>The plan's rate limit: requests per minute with one API key.</summary>
    [Parameter]
    public int? RequestsPerMinute { get; set; }

    /// <summary>The plan's daily limit: messages per day from one WhatsApp session.</summary>
    [Parameter]
    public int? MessagesPerDay { get; set; }

    /// <summary>The time zone of the daily limit.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? DayTimeZone { get; set; }

    /// <summary>The time of day, in that zone, at which the daily limit resets.</summary>
    [Parameter]
    public TimeSpan? DayStart { get; set; }

    /// <summary>The sending hours.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    public string?[]? SendBetween { get; set; }

    /// <summary>The time zone of the sending hours, weekdays and holidays.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? SendTimeZone { get; set; }

    /// <summary>The weekdays on which messages are sent.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public DayOfWeek[]? SendWeekday { get; set; }

    /// <summary>The dates on which no messages are sent.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ListArgument]
    public string?[]? Holiday { get; set; }

    /// <summary>Whether a run waits for the next day if the daily limit is reached.</summary>
    [Parameter]
    public bool? WaitForNextDay { get; set; }

    /// <summary>The ledger: a path, redis://host:port/db, or None.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Ledger { get; set; }

    /// <summary>The country of phone numbers without a country code.</summary>
    [Parameter]
    [Alias("Region")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? DefaultRegion { get; set; }

    /// <summary>The delay between two messages of a WhatsApp session: minimum and maximum.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [IntervalArgument]
    public TimeSpan[]? Interval { get; set; }

    /// <summary>The proxy, without user name and password.</summary>
    [Parameter]
    [ProxyArgument]
    public Uri? Proxy { get; set; }

    /// <summary>Whether the ledger stores the texts of messages.</summary>
    [Parameter]
    public bool? KeepText { get; set; }

    /// <summary>Makes it the default profile.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <summary>Returns the profile as it is now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Guard(Set, Name);

    private void Set()
    {
        var store = ProfileStore.Default;
        Recipient = Recipient is null ? null : TypedNumbers.Restore(MyInvocation, nameof(Recipient), Recipient);
        var changes = ReadChanges();
        CheckRecipients(store);
        bool? isDefault = MyInvocation.BoundParameters.ContainsKey(nameof(Default)) ? Default.IsPresent : null;
        if (changes.Count == 0)
        {
            // A new profile without any setting is most likely a misspelled name.
            store.Read().Require(Name, "-" + nameof(Name));
        }

        var what = isDefault == true ? changes.Keys.Append(nameof(Default)) : changes.Keys;
        if (!ShouldProcess(Text.Profile_Target.With(Name, store.Path), Text.SetProfile_Action.With(string.Join(", ", what))))
        {
            return;
        }

        var profile = store.Set(Name, changes, isDefault, StopToken);
        if (PassThru)
        {
            WriteObject(profile);
        }
    }

    /// <summary>The specified settings; an empty one is removed.</summary>
    private Dictionary<string, object?> ReadChanges()
    {
        if (!string.IsNullOrEmpty(DefaultRegion) && !PhoneRegion.IsKnown(DefaultRegion))
        {
            throw new KirimyException(ErrorCode.ProfileInvalid, PhoneRegion.UnknownMessage(DefaultRegion));
        }

        var given = new Dictionary<string, object?>
        {
            [nameof(SessionId)] = NullIfBlank(SessionId),
            [nameof(Recipient)] = NullIfBlank(Recipient),
            [nameof(RecipientGroup)] = RecipientGroup is null ? null : new RecipientGroupChanges(ReadGroups()),
            [nameof(BaseUri)] = BaseUri,
            [nameof(SecretName)] = NullIfBlank(SecretName),
            [nameof(SecretVault)] = NullIfBlank(SecretVault),
            [nameof(RequestsPerMinute)] = RequestsPerMinute,
            [nameof(MessagesPerDay)] = MessagesPerDay,
            [nameof(DayTimeZone)] = NullIfBlank(DayTimeZone),
            [nameof(DayStart)] = DayStart,
            [nameof(SendBetween)] = NullIfBlank(SendBetween),
            [nameof(SendTimeZone)] = NullIfBlank(SendTimeZone),
            [nameof(SendWeekday)] = SendWeekday is { Length: > 0 } ? SendWeekday : null,
            [nameof(Holiday)] = NullIfBlank(Holiday),
            [nameof(WaitForNextDay)] = WaitForNextDay,
            [nameof(Ledger)] =
                NullIfBlank(Ledger) is { } ledger && LedgerAddress.IsFile(ledger)
                    ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(ledger)
                    : NullIfBlank(Ledger),
            [nameof(DefaultRegion)] = NullIfBlank(DefaultRegion),
            [nameof(Kirimy.Profile.MinimumInterval)] = Interval?[0],
            [nameof(Kirimy.Profile.MaximumInterval)] = Interval?[1],
            [nameof(Proxy)] = Proxy,
            [nameof(KeepText)] = KeepText,
        };
        return given
            .Where(s => MyInvocation.BoundParameters.ContainsKey(GetParameter(s.Key)))
            .ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
    }

    private static string GetParameter(string field) =>
        field is nameof(Kirimy.Profile.MinimumInterval) or nameof(Kirimy.Profile.MaximumInterval) ? nameof(Interval) : field;

    private Dictionary<string, IReadOnlyList<string>> ReadGroups()
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry group in RecipientGroup ?? new Hashtable())
        {
            var name = (CellText.Of(group.Key) ?? string.Empty).Trim();
            groups[name] = [.. SeparatedList.Split(NumberText.Of(group.Value))];
        }

        return groups;
    }

    /// <summary>Refuses a number that can't be sent to. Otherwise, the error would be noticed only when an alert isn't delivered.</summary>
    private void CheckRecipients(ProfileStore store)
    {
        var recipients = (Recipient ?? []).OfType<string>().Where(static r => r.Trim().Length > 0 && !RecipientGroups.IsName(r.Trim()));
        var members = ReadGroups().SelectMany(static group => group.Value);
        var region = new Lazy<string>(() => NullIfBlank(DefaultRegion) ?? store.Read().Find(Name)?.DefaultRegion ?? PhoneRegion.Indonesia);
        var refused = recipients
            .Select(static r => (Parameter: nameof(Recipient), Written: r))
            .Concat(members.Select(static m => (Parameter: nameof(RecipientGroup), Written: m)))
            .Select(r => (r.Parameter, r.Written, Number: PhoneNumberReader.Read(r.Written, region.Value)))
            .FirstOrDefault(static r => !r.Number.IsValid);
        if (refused.Number is { } number)
        {
            throw new KirimyException(
                ErrorCode.ProfileInvalid,
                Text.SetProfile_Recipient.With(refused.Parameter, refused.Written, number.Advice)
            );
        }
    }

    private static string?[]? NullIfBlank(string?[]? texts) =>
        texts is { Length: > 0 } && !Array.TrueForAll(texts, string.IsNullOrWhiteSpace) ? texts : null;

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
