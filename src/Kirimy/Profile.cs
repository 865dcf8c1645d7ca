namespace Kirimy;

/// <summary>A named set of settings that commands use where a parameter is left out. What it does not set is null.</summary>
/// <remarks>The names are those of the parameters of Set-KirimyProfile. A profile keeps no secret: it names the one to take.</remarks>
public sealed class Profile
{
    internal Profile() { }

    /// <summary>Its name; case does not matter.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>Whether it is used where no other one is named.</summary>
    public bool IsDefault { get; internal init; }

    /// <summary>The sessions that send: the first one, and the others where it can't. Empty when it names none.</summary>
    public IReadOnlyList<string> SessionId { get; internal init; } = [];

    /// <summary>The recipients of messages that name none: phone numbers and names of groups. Empty when it names none.</summary>
    public IReadOnlyList<string> Recipient { get; internal init; } = [];

    /// <summary>Named groups of recipients, such as those on call. Names are found in any case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RecipientGroup { get; internal init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address of the service.</summary>
    public Uri? BaseUri { get; internal init; }

    /// <summary>What the secret with its API key is called in SecretManagement.</summary>
    public string? SecretName { get; internal init; }

    /// <summary>The vault of that secret.</summary>
    public string? SecretVault { get; internal init; }

    /// <summary>The plan's limit: requests in any minute with one API key; 1 or more.</summary>
    public int? RequestsPerMinute { get; internal init; }

    /// <summary>The plan's limit: messages of one session in a day; 1 or more.</summary>
    public int? MessagesPerDay { get; internal init; }

    /// <summary>The time zone whose days are counted: an id such as Asia/Jakarta, or a distance from UTC such as +07:00.</summary>
    public string? DayTimeZone { get; internal init; }

    /// <summary>The time of the day, in that zone, at which the day turns.</summary>
    public TimeSpan? DayStart { get; internal init; }

    /// <summary>The sending hours: time ranges such as 08:00-20:00. Empty if the profile sets none.</summary>
    public IReadOnlyList<string> SendBetween { get; internal init; } = [];

    /// <summary>The time zone of the sending hours, weekdays and holidays: an id such as Asia/Makassar, or an offset from UTC.</summary>
    public string? SendTimeZone { get; internal init; }

    /// <summary>The weekdays on which messages are sent. Empty if the profile sets none.</summary>
    public IReadOnlyList<DayOfWeek> SendWeekday { get; internal init; } = [];

    /// <summary>The dates on which nothing is sent, as yyyy-MM-dd. Empty if the profile sets none.</summary>
    public IReadOnlyList<string> Holiday { get; internal init; } = [];

    /// <summary>Whether a send waits for the next day when the daily limit is reached.</summary>
    public bool? WaitForNextDay { get; internal init; }

    /// <summary>The ledger: a whole path, redis://host:port/db, or None.</summary>
    public string? Ledger { get; internal init; }

    /// <summary>The country of numbers written without a country code: two letters, ISO 3166-1 alpha-2.</summary>
    public string? DefaultRegion { get; internal init; }

    /// <summary>The shortest pause between two messages of a session; up to an hour.</summary>
    public TimeSpan? MinimumInterval { get; internal init; }

    /// <summary>The longest pause between two messages of a session; up to an hour.</summary>
    public TimeSpan? MaximumInterval { get; internal init; }

    /// <summary>The proxy, without user name and password.</summary>
    public Uri? Proxy { get; internal init; }

    /// <summary>Whether the ledger keeps the text of messages.</summary>
    public bool? KeepText { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
