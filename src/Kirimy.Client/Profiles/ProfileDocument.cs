using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kirimy.Client.Profiles;

/// <summary>The JSON document of a profile file. Parsing validates it, and changes keep unknown fields.</summary>
internal sealed class ProfileDocument
{
    private const int Version = 1;
    private const string EmptyDocument = """{"version": 1, "profiles": {}}""";
    private const string VersionKey = "version";
    private const string DefaultKey = "default";
    private const string ProfilesKey = "profiles";
    private const int MaxShownLength = 60;

    private static readonly string[] SecretKeys = ["apikey", "key", "secret", "password", "token"];

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] DocumentKeys = [VersionKey, DefaultKey, ProfilesKey];

    private readonly string path;
    private readonly JsonObject root;
    private readonly JsonLines lines;

    private ProfileDocument(string path, JsonObject root, JsonLines lines)
    {
        this.path = path;
        this.root = root;
        this.lines = lines;
        List = new ProfileList(path, Check());
    }

    public ProfileList List { get; }

    /// <summary>A blank text has no profiles. The error has the file, the line, the field and the allowed values.</summary>
    public static ProfileDocument Parse(string path, string? text)
    {
        var json = Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(text) ? EmptyDocument : text!);
        JsonLines read;
        JsonNode? node;
        try
        {
            read = new JsonLines(json);
            node = read.Duplicate is null ? JsonNode.Parse(json) : null;
        }
        catch (JsonException exception)
        {
            throw Refuse(path, (int)(exception.LineNumber ?? 0) + 1, Text.Profile_NoJson.With(Reason(exception)), exception);
        }

        if (read.Duplicate is var (name, line))
        {
            throw Refuse(path, line, Text.Profile_Twice.With(name));
        }

        return node is JsonObject root ? new ProfileDocument(path, root, read) : throw Refuse(path, 1, Text.Profile_NoObject);
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(root.ToJsonString(Layout) + "\n");

    /// <summary>
    /// Creates the profile if it doesn't exist. Changes are by <see cref="ProfileField.Parameter"/>; null removes a field.
    /// </summary>
    public void Set(string name, IReadOnlyDictionary<string, object?> changes, bool? isDefault)
    {
        if (!IsName(name))
        {
            throw new KirimyException(ErrorCode.ProfileInvalid, Text.Profile_ParameterRefused.With("Name", Text.Profile_Name));
        }

        var profiles = Profiles();
        var known = List.Find(name)?.Name;
        var profile = known is null ? new JsonObject() : (JsonObject)profiles[known]!;
        foreach (var field in ProfileField.All)
        {
            if (changes.TryGetValue(field.Parameter, out var value))
            {
                Set(profile, field, value is RecipientGroupChanges groups ? groups.Apply(List.Find(name)?.RecipientGroup) : value);
            }
        }

        if (CheckIntervals(known ?? name, profile) is { } refusal)
        {
            throw new KirimyException(ErrorCode.ProfileInvalid, refusal);
        }

        if (known is null)
        {
            profiles[name] = profile;
        }

        if (isDefault == true)
        {
            root[DefaultKey] = known ?? name;
        }
        else if (isDefault == false && List.Default is { } current && current.Name == known)
        {
            root.Remove(DefaultKey);
        }
    }

    public void Remove(Profile profile)
    {
        Profiles().Remove(profile.Name);
        if (profile.IsDefault)
        {
            root.Remove(DefaultKey);
        }
    }

    public static KirimyException Refuse(string path, int line, string what, Exception? innerException = null) =>
        new(ErrorCode.ProfileInvalid, Text.Profile_At.With(path, line, what), innerException);

    /// <summary>Null if the intervals are fine.</summary>
    private static string? CheckIntervals(string name, JsonObject profile)
    {
        var (minimum, maximum) = (ValueOf(ProfileField.MinimumInterval), ValueOf(ProfileField.MaximumInterval));
        return minimum > maximum ? Text.Profile_IntervalOrder.With(name, minimum, maximum) : null;

        TimeSpan? ValueOf(ProfileField field) => profile[field.Key] is { } node ? (TimeSpan?)field.Read(node) : null;
    }

    private JsonObject Profiles() => (JsonObject)(root[ProfilesKey] ??= new JsonObject());

    private static void Set(JsonObject profile, ProfileField field, object? value)
    {
        if (value is null)
        {
            profile.Remove(field.Key);
            return;
        }

        var node = field.Write(value);
        if (field.Read(node) is null)
        {
            throw new KirimyException(ErrorCode.ProfileInvalid, Text.Profile_ParameterRefused.With(field.Parameter, field.Allowed));
        }

        profile[field.Key] = node;
    }

    private List<Profile> Check()
    {
        CheckSpelling(root, DocumentKeys);
        if (root[VersionKey] is { } version && !(version is JsonValue number && number.TryGetValue(out int known) && known == Version))
        {
            throw Refuse(Text.Profile_Version.With(Version, Describe(version)), VersionKey);
        }

        if (root[ProfilesKey] is { } other and not JsonObject)
        {
            throw Refuse(Text.Profile_Field.With(ProfilesKey, Text.Profile_Object, Describe(other)), ProfilesKey);
        }

        var profiles = root[ProfilesKey] as JsonObject ?? [];
        var defaultName = CheckDefault(profiles);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var checkedProfiles = new List<Profile>();
        foreach (var (name, node) in profiles.Select(static entry => (entry.Key, entry.Value)))
        {
            if (!names.Add(name))
            {
                throw Refuse(Text.Profile_Twice.With(name), ProfilesKey, name);
            }

            if (!IsName(name))
            {
                throw Refuse(Text.Profile_NameRefused.With(name, Text.Profile_Name), ProfilesKey, name);
            }

            if (node is not JsonObject fields)
            {
                throw Refuse(Text.Profile_Field.With(Quote(name), Text.Profile_Object, Describe(node)), ProfilesKey, name);
            }

            var isDefault = string.Equals(name, defaultName, StringComparison.OrdinalIgnoreCase);
            checkedProfiles.Add(CheckProfile(name, fields, isDefault));
        }

        checkedProfiles.Sort(static (a, b) => string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase));
        return checkedProfiles;
    }

    private string? CheckDefault(JsonObject profiles)
    {
        if (root[DefaultKey] is not { } node)
        {
            return null;
        }

        var name = node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        return profiles.Any(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase))
            ? name
            : throw Refuse(Text.Profile_Field.With(DefaultKey, Text.Profile_DefaultName, Describe(node)), DefaultKey);
    }

    private Profile CheckProfile(string name, JsonObject fields, bool isDefault)
    {
        CheckSpelling(fields, [.. ProfileField.All.Select(static f => f.Key)], ProfilesKey, name);
        var profile = new Profile { Name = name, IsDefault = isDefault };
        foreach (var field in ProfileField.All)
        {
            if (fields[field.Key] is { } node)
            {
                var value =
                    field.Read(node)
                    ?? throw Refuse(
                        Text.Profile_FieldOf.With(name, field.Key, field.Allowed, Describe(node, field.IsShown)),
                        ProfilesKey,
                        name,
                        field.Key
                    );
                typeof(Profile).GetProperty(field.Parameter)!.SetValue(profile, value);
            }
        }

        return CheckIntervals(name, fields) is { } refusal
            ? throw Refuse(refusal, ProfilesKey, name, ProfileField.MaximumInterval.Key)
            : profile;
    }

    /// <summary>Refuses a known name in another case and the name of a secret, which are mistakes. Other unknown names are kept.</summary>
    private void CheckSpelling(JsonObject fields, IReadOnlyList<string> known, params string[] place)
    {
        foreach (var key in fields.Select(static f => f.Key).Where(key => !known.Contains(key, StringComparer.Ordinal)))
        {
            if (known.FirstOrDefault(k => string.Equals(k, key, StringComparison.OrdinalIgnoreCase)) is { } meant)
            {
                throw Refuse(Text.Profile_Spelling.With(key, meant), [.. place, key]);
            }

            if (SecretKeys.Contains(key.Replace("-", string.Empty).Replace("_", string.Empty), StringComparer.OrdinalIgnoreCase))
            {
                throw Refuse(Text.Profile_Secret.With(key), [.. place, key]);
            }
        }
    }

    private KirimyException Refuse(string what, params string[] place) => Refuse(path, lines.LineOf(place), what);

    // A name is typed on command lines and matched with wildcards.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && name.Trim() == name
        && !name.Any(static c => char.IsControl(c) || c is '*' or '?' or '[' or ']' or ',');

    private static string Describe(JsonNode? node, bool isShown = true) =>
        node switch
        {
            null => "null",
            JsonObject => Text.Profile_IsObject,
            JsonArray => Shorten(node.ToJsonString()),
            JsonValue value when !value.TryGetValue(out string? _) => value.ToJsonString(),
            _ when !isShown => Text.Profile_IsOther,
            _ => Quote(node.GetValue<string>()),
        };

    private static string Quote(string text) => $"'{Shorten(text)}'";

    private static string Shorten(string text) => text.Length > MaxShownLength ? $"{text[..MaxShownLength]}…" : text;

    private static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var place = message.IndexOf(" Path: ", StringComparison.Ordinal);
        place = place >= 0 ? place : message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return place >= 0 ? message[..place] : message;
    }
}
