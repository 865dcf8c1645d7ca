namespace Kirimy;

/// <summary>A named set of settings that cmdlets use if a parameter is omitted. Settings without a value are null.</summary>
/// <remarks>The property names are those of Set-KirimyProfile's parameters. A profile has no secrets, only the name of one.</remarks>
public sealed class Profile
{
    internal Profile() { }

    /// <summary>The name, which is case-insensitive.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>Whether it is the default profile.</summary>
    public bool IsDefault { get; internal init; }

    /// <summary>The sessions that send: the first one, and the others for failover. Empty if the profile sets none.</summary>
    public IReadOnlyList<string> SessionId { get; internal init; } = [];

    /// <summary>The default recipients: phone numbers and names of groups. Empty if the profile sets none.</summary>
    public IReadOnlyList<string> Recipient { get; internal init; } = [];

    /// <summary>Named groups of recipients, such as those on call. Names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RecipientGroup { get; internal init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The base URI of the service.</summary>
    public Uri? BaseUri { get; internal init; }

    /// <summary>The name of the SecretManagement secret with the API key.</summary>
    public string? SecretName { get; internal init; }

    /// <summary>The SecretManagement vault of that secret.</summary>
    public string? SecretVault { get; internal init; }

    /// <summary>The plan's rate limit: requests per minute and API key; 1 or more.</summary>
    public int? RequestsPerMinute { get; internal init; }

    /// <summary>The plan's daily limit: messages per day and session; 1 or more.</summary>
    public int? MessagesPerDay { get; internal init; }

    /// <summary>The time zone of the daily limit: an ID such as Asia/Jakarta, or an offset from UTC such as +07:00.</summary>
    public string? DayTimeZone { get; internal init; }

    /// <summary>The time of day, in that zone, at which the daily limit resets.</summary>
    public TimeSpan? DayStart { get; internal init; }

    /// <summary>The sending hours: time ranges such as 08:00-20:00. Empty if the profile sets none.</summary>
    public IReadOnlyList<string> SendBetween { get; internal init; } = [];

    /// <summary>The time zone of the sending hours, weekdays and holidays: an ID such as Asia/Makassar, or an offset from UTC.</summary>
    public string? SendTimeZone { get; internal init; }

    /// <summary>The weekdays on which messages are sent. Empty if the profile sets none.</summary>
    public IReadOnlyList<DayOfWeek> SendWeekday { get; internal init; } = [];

    /// <summary>The dates on which no messages are sent, as yyyy-MM-dd. Empty if the profile sets none.</summary>
    public IReadOnlyList<string> Holiday { get; internal init; } = [];

    /// <summary>Whether a send waits for the next day if the daily limit is reached.</summary>
    public bool? WaitForNextDay { get; internal init; }

    /// <summary>The ledger: a full path, redis://host:port/db, or None.</summary>
    public string? Ledger { get; internal init; }

    /// <summary>The country of numbers written without a country code: two letters, ISO 3166-1 alpha-2.</summary>
    public string? DefaultRegion { get; internal init; }

    /// <summary>The minimum interval between two messages of a session; at most one hour.</summary>
    public TimeSpan? MinimumInterval { get; internal init; }

    /// <summary>The maximum interval between two messages of a session; at most one hour.</summary>
    public TimeSpan? MaximumInterval { get; internal init; }

    /// <summary>The proxy, without user name and password.</summary>
    public Uri? Proxy { get; internal init; }

    /// <summary>Whether the ledger keeps the texts of messages.</summary>
    public bool? KeepText { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
