using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Network;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Profiles;

/// <summary>One field of a profile: what it is called, what it may hold, and how it is read and written.</summary>
internal sealed class ProfileField
{
    /// <summary>The longest pause between two messages that a profile may ask for.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    private static readonly string[] ClockFormats = ["hh\\:mm", "h\\:mm"];
    private static readonly string[] IntervalFormats = ["hh\\:mm\\:ss", "h\\:mm\\:ss", "hh\\:mm\\:ss\\.FFFFFFF"];

    // A bare number in a script is taken for ticks: 5 is half a microsecond, and never meant.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(1);

    private readonly Func<string> allowed;
    private readonly Func<JsonNode, object?> read;
    private readonly Func<object, JsonNode> write;

    private ProfileField(string key, string parameter, Func<string> allowed, Func<JsonNode, object?> read, Func<object, JsonNode> write)
    {
        Key = key;
        Parameter = parameter;
        this.allowed = allowed;
        this.read = read;
        this.write = write;
    }

    public static ProfileField SessionId { get; } =
        new("sessionIds", nameof(Profile.SessionId), static () => Text.Profile_SessionIds, ReadTexts, WriteTexts);

    public static ProfileField Recipient { get; } =
        new("recipients", nameof(Profile.Recipient), static () => Text.Profile_Recipients, ReadTexts, WriteTexts);

    public static ProfileField RecipientGroup { get; } =
        new(
            "recipientGroups",
            nameof(Profile.RecipientGroup),
            static () => Text.Profile_RecipientGroups,
            ReadGroups,
            static value => new JsonObject(
                ((IReadOnlyDictionary<string, IReadOnlyList<string>>)value).Select(static group => new KeyValuePair<string, JsonNode?>(
                    group.Key,
                    WriteTexts(group.Value)
                ))
            )
        );

    public static ProfileField BaseUri { get; } =
        new(
            "baseUri",
            nameof(Profile.BaseUri),
            static () => Text.Profile_BaseUri,
            ReadBaseUri,
            static value => ((Uri)value).OriginalString
        );

    public static ProfileField SecretName { get; } =
        OfText("secretName", nameof(Profile.SecretName), static () => Text.Profile_Text, Plain);

    public static ProfileField SecretVault { get; } =
        OfText("secretVault", nameof(Profile.SecretVault), static () => Text.Profile_Text, Plain);

    public static ProfileField RequestsPerMinute { get; } = OfCount("requestsPerMinute", nameof(Profile.RequestsPerMinute));

    public static ProfileField MessagesPerDay { get; } = OfCount("messagesPerDay", nameof(Profile.MessagesPerDay));

    public static ProfileField DayTimeZone { get; } =
        OfText(
            "dayTimeZone",
            nameof(Profile.DayTimeZone),
            static () => Text.Profile_DayTimeZone,
            static text => DailyReset.Find(text, TimeSpan.Zero) is null ? null : text
        );

    public static ProfileField DayStart { get; } =
        new(
            "dayStart",
            nameof(Profile.DayStart),
            static () => Text.Profile_DayStart,
            static node => ReadTime(node, ClockFormats),
            static value => ((TimeSpan)value).ToString(IsClockTime((TimeSpan)value) ? ClockFormats[0] : "c", CultureInfo.InvariantCulture)
        );

    public static ProfileField Ledger { get; } = OfText("ledger", nameof(Profile.Ledger), static () => Text.Profile_Ledger, ReadLedger);

    public static ProfileField DefaultRegion { get; } =
        OfText(
            "defaultRegion",
            nameof(Profile.DefaultRegion),
            static () => Text.Profile_Region,
            static text =>
                text.Length == 2 && text.All(static c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')) ? text.ToUpperInvariant() : null
        );

    public static ProfileField MinimumInterval { get; } = OfInterval("minimumInterval", nameof(Profile.MinimumInterval));

    public static ProfileField MaximumInterval { get; } = OfInterval("maximumInterval", nameof(Profile.MaximumInterval));

    public static ProfileField Proxy { get; } =
        new("proxy", nameof(Profile.Proxy), static () => Text.Profile_Proxy, ReadProxy, static value => ((Uri)value).OriginalString);

    public static ProfileField KeepText { get; } =
        new(
            "keepText",
            nameof(Profile.KeepText),
            static () => Text.Profile_Boolean,
            static node => node is JsonValue value && value.TryGetValue(out bool kept) ? kept : null,
            static value => JsonValue.Create((bool)value)
        );

    /// <summary>All fields, in the order in which they are shown and written.</summary>
    public static IReadOnlyList<ProfileField> All { get; } =
    [
        SessionId,
        Recipient,
        RecipientGroup,
        BaseUri,
        SecretName,
        SecretVault,
        RequestsPerMinute,
        MessagesPerDay,
        DayTimeZone,
        DayStart,
        Ledger,
        DefaultRegion,
        MinimumInterval,
        MaximumInterval,
        Proxy,
        KeepText,
    ];

    /// <summary>What it is called in the file.</summary>
    public string Key { get; }

    /// <summary>What it is called in PowerShell: the property of <see cref="Profile"/> and the parameter of the commands.</summary>
    public string Parameter { get; }

    /// <summary>What it may hold, for a sentence.</summary>
    public string Allowed => allowed();

    /// <summary>Whether its value may be repeated in a message: an address may have a password where none belongs.</summary>
    public bool IsShown => this != BaseUri && this != Ledger && this != Proxy;

    /// <summary>The field's value.</summary>
    /// <returns>Null when it is not one that is allowed.</returns>
    public object? Read(JsonNode node) => read(node);

    /// <summary>A value as the file has it.</summary>
    public JsonNode Write(object value) => write(value);

    private static ProfileField OfText(string key, string parameter, Func<string> allowed, Func<string, string?> check) =>
        new(
            key,
            parameter,
            allowed,
            node => TextOf(node) is { } text ? check(text) : null,
            static value => JsonValue.Create((string)value)
        );

    private static ProfileField OfCount(string key, string parameter) =>
        new(
            key,
            parameter,
            static () => Text.Profile_Count,
            static node => node is JsonValue value && value.TryGetValue(out int count) && count >= 1 ? count : null,
            static value => JsonValue.Create((int)value)
        );

    private static ProfileField OfInterval(string key, string parameter) =>
        new(
            key,
            parameter,
            static () => Text.Profile_Interval,
            static node =>
                ReadTime(node, IntervalFormats) is { } time
                && time <= LongestInterval
                && (time == TimeSpan.Zero || time >= ShortestInterval)
                    ? time
                    : null,
            static value => JsonValue.Create(((TimeSpan)value).ToString("c", CultureInfo.InvariantCulture))
        );

    private static TimeSpan? ReadTime(JsonNode node, string[] formats) =>
        TextOf(node) is { } text && TimeSpan.TryParseExact(text, formats, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static bool IsClockTime(TimeSpan time) =>
        time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) && time.Ticks % TimeSpan.TicksPerMinute == 0;

    /// <summary>A text without the white space around it; null when nothing is left, or when it is no text.</summary>
    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string? Plain(string text) => text.Any(char.IsControl) ? null : text;

    private static ReadOnlyCollection<string>? ReadTexts(JsonNode node)
    {
        if (node is not JsonArray { Count: > 0 } array)
        {
            return null;
        }

        var texts = array.Select(static node => TextOf(node) is { } text ? Plain(text) : null).OfType<string>().ToList();
        return texts.Count == array.Count ? texts.AsReadOnly() : null;
    }

    private static JsonArray WriteTexts(object value) =>
        new JsonArray([.. ((IEnumerable<string>)value).Select(static text => (JsonNode)JsonValue.Create(text))]);

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

    private static string? ReadLedger(string text)
    {
        try
        {
            // A user name comes with a password, which a profile does not keep.
            var isAllowed = LedgerAddress.IsFile(text) ? Path.IsPathRooted(text) : text.IndexOf('@') < 0;
            return isAllowed && LedgerAddress.Parse(text) is not null ? text : null;
        }
        catch (Exception exception) when (exception is KirimyException or ArgumentException)
        {
            return null;
        }
    }
}
