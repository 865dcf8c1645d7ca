using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Network;
using Kirimy.Client.Scheduling;

namespace Kirimy.Client.Profiles;

/// <summary>Schema of one profile field: its names in the file and in PowerShell, its allowed values, how to read and write it.</summary>
internal sealed class ProfileField(string key, string parameter, Func<string> allowed, Func<JsonNode, object?> read)
{
    public static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);

    private static readonly string[] ClockFormats = ["hh\\:mm", "h\\:mm"];
    private static readonly string[] IntervalFormats = ["hh\\:mm\\:ss", "h\\:mm\\:ss", "hh\\:mm\\:ss\\.FFFFFFF"];

    // PowerShell converts a bare number to ticks: 5 is half a microsecond, which is never intended.
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(1);

    public static ProfileField MinimumInterval { get; } =
        new("minimumInterval", nameof(Profile.MinimumInterval), static () => Text.Profile_Interval, static node => ReadInterval(node));

    public static ProfileField MaximumInterval { get; } =
        new("maximumInterval", nameof(Profile.MaximumInterval), static () => Text.Profile_Interval, static node => ReadInterval(node));

    /// <summary>In the order of output.</summary>
    public static IReadOnlyList<ProfileField> All { get; } =
    [
        new("sessionIds", nameof(Profile.SessionId), static () => Text.Profile_SessionIds, ReadTexts),
        new("recipients", nameof(Profile.Recipient), static () => Text.Profile_Recipients, ReadTexts),
        new("recipientGroups", nameof(Profile.RecipientGroup), static () => Text.Profile_RecipientGroups, ReadGroups),
        new("baseUri", nameof(Profile.BaseUri), static () => Text.Profile_BaseUri, ReadBaseUri),
        new("secretName", nameof(Profile.SecretName), static () => Text.Profile_Text, ReadText),
        new("secretVault", nameof(Profile.SecretVault), static () => Text.Profile_Text, ReadText),
        new("requestsPerMinute", nameof(Profile.RequestsPerMinute), static () => Text.Profile_Count, static node => ReadCount(node)),
        new("messagesPerDay", nameof(Profile.MessagesPerDay), static () => Text.Profile_Count, static node => ReadCount(node)),
        new("dayTimeZone", nameof(Profile.DayTimeZone), static () => Text.Profile_DayTimeZone, ReadTimeZone),
        new("dayStart", nameof(Profile.DayStart), static () => Text.Profile_DayStart, static node => ReadTime(node, ClockFormats)),
        new("sendBetween", nameof(Profile.SendBetween), static () => Text.Profile_SendBetween, ReadSendingHours),
        new("sendTimeZone", nameof(Profile.SendTimeZone), static () => Text.Profile_DayTimeZone, ReadTimeZone),
        new("sendWeekdays", nameof(Profile.SendWeekday), static () => Text.Profile_SendWeekdays, ReadWeekdays),
        new("holidays", nameof(Profile.Holiday), static () => Text.Profile_Holidays, ReadHolidays),
        new("waitForNextDay", nameof(Profile.WaitForNextDay), static () => Text.Profile_Boolean, static node => ReadBoolean(node)),
        new("ledger", nameof(Profile.Ledger), static () => Text.Profile_Ledger, ReadLedger),
        new("defaultRegion", nameof(Profile.DefaultRegion), static () => Text.Profile_Region, ReadRegion),
        MinimumInterval,
        MaximumInterval,
        new("proxy", nameof(Profile.Proxy), static () => Text.Profile_Proxy, ReadProxy),
        new("keepText", nameof(Profile.KeepText), static () => Text.Profile_Boolean, static node => ReadBoolean(node)),
    ];

    public string Key => key;

    public string Parameter => parameter;

    public string Allowed => allowed();

    /// <summary>An address may contain a password by mistake.</summary>
    public bool IsShown => parameter is not (nameof(Profile.BaseUri) or nameof(Profile.Ledger) or nameof(Profile.Proxy));

    /// <summary>Null if the value isn't allowed.</summary>
    public object? Read(JsonNode node) => read(node);

    public JsonNode Write(object value) =>
        value switch
        {
            bool flag => JsonValue.Create(flag),
            int count => JsonValue.Create(count),
            string text => JsonValue.Create(text),
            Uri uri => JsonValue.Create(uri.OriginalString),
            TimeSpan time => JsonValue.Create(
                time.ToString(
                    parameter == nameof(Profile.DayStart) && IsClockTime(time) ? ClockFormats[0] : "c",
                    CultureInfo.InvariantCulture
                )
            ),
            IEnumerable<DayOfWeek> days => Write(days.Select(static day => day.ToString())),
            IEnumerable<string> texts => new JsonArray([.. texts.Select(static text => (JsonNode)JsonValue.Create(text))]),
            _ => new JsonObject(
                ((IReadOnlyDictionary<string, IReadOnlyList<string>>)value).Select(group => new KeyValuePair<string, JsonNode?>(
                    group.Key,
                    Write(group.Value)
                ))
            ),
        };

    private static bool IsClockTime(TimeSpan time) =>
        time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) && time.Ticks % TimeSpan.TicksPerMinute == 0;

    /// <summary>Null if it is blank or not a text.</summary>
    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string? ReadText(JsonNode? node) => TextOf(node) is { } text && !text.Any(char.IsControl) ? text : null;

    private static int? ReadCount(JsonNode node) =>
        node is JsonValue value && value.TryGetValue(out int count) && count >= 1 ? count : null;

    private static bool? ReadBoolean(JsonNode node) => node is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    private static string? ReadTimeZone(JsonNode node) => TextOf(node) is { } text && TimeZones.Find(text) is not null ? text : null;

    private static string? ReadRegion(JsonNode node) =>
        TextOf(node) is { Length: 2 } text && text.All(static c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'))
            ? text.ToUpperInvariant()
            : null;

    private static TimeSpan? ReadTime(JsonNode node, string[] formats) =>
        TextOf(node) is { } text && TimeSpan.TryParseExact(text, formats, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static TimeSpan? ReadInterval(JsonNode node) =>
        ReadTime(node, IntervalFormats) is { } time && time <= MaxPause && (time == TimeSpan.Zero || time >= MinPause) ? time : null;

    private static ReadOnlyCollection<string>? ReadTexts(JsonNode node)
    {
        var texts = (node as JsonArray)?.Select(ReadText).OfType<string>().ToList();
        return texts is { Count: > 0 } && texts.Count == ((JsonArray)node).Count ? texts.AsReadOnly() : null;
    }

    private static ReadOnlyCollection<string>? ReadTexts(JsonNode node, Func<string, bool> isAllowed) =>
        ReadTexts(node) is { } texts && texts.All(isAllowed) ? texts : null;

    private static ReadOnlyCollection<string>? ReadSendingHours(JsonNode node) =>
        ReadTexts(node, static text => SendingHours.ReadRange(text) is not null);

    private static ReadOnlyCollection<string>? ReadHolidays(JsonNode node) =>
        ReadTexts(node, static text => SendingHours.ReadDate(text) is not null);

    private static List<DayOfWeek>? ReadWeekdays(JsonNode node)
    {
        var all = Enumerable
            .Range(0, 7)
            .Select(static day => (DayOfWeek)day)
            .ToDictionary(static day => day.ToString(), StringComparer.OrdinalIgnoreCase);
        return ReadTexts(node, all.ContainsKey)?.Select(name => all[name]).ToList();
    }

    private static ReadOnlyDictionary<string, IReadOnlyList<string>>? ReadGroups(JsonNode node)
    {
        if (node is not JsonObject { Count: > 0 } groups)
        {
            return null;
        }

        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, members) in groups.Select(static group => (group.Key, group.Value)))
        {
            if (!RecipientGroups.IsName(name) || found.ContainsKey(name) || members is null || ReadTexts(members) is not { } texts)
            {
                return null;
            }

            found.Add(name, texts);
        }

        return RecipientGroups.Freeze(found);
    }

    private static Uri? ReadBaseUri(JsonNode node)
    {
        try
        {
            return TextOf(node) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? BaseAddress.Parse(uri).Root : null;
        }
        catch (KirimyException)
        {
            return null;
        }
    }

    private static Uri? ReadProxy(JsonNode node) =>
        TextOf(node) is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0
            ? uri
            : null;

    private static string? ReadLedger(JsonNode node)
    {
        if (TextOf(node) is not { } text)
        {
            return null;
        }

        try
        {
            // An address with a user name has a password, which a profile doesn't store.
            var isAllowed = LedgerAddress.IsFile(text) ? Path.IsPathRooted(text) : text.IndexOf('@') < 0;
            return isAllowed && LedgerAddress.Parse(text) is not null ? text : null;
        }
        catch (Exception exception) when (exception is KirimyException or ArgumentException)
        {
            return null;
        }
    }
}
