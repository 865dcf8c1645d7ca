namespace Kirimy.Client.Tests.Profiles;

/// <summary>Tests the fields of a profile file, and the errors for invalid ones.</summary>
public sealed class ProfileSchemaTests
{
    [Fact]
    public void A_profile_with_all_fields_is_read()
    {
        using var file = new ProfileFile(
            """
            {
              "version": 1,
              "default": "OFFICE",
              "profiles": {
                "office": {
                  "sessionIds": ["front", " back "],
                  "recipients": ["0812-3456-7890", " OnCall "],
                  "recipientGroups": { "oncall": ["081234567891", " 081234567892 "] },
                  "baseUri": "https://example.com/v1",
                  "secretName": "Key",
                  "secretVault": "Team",
                  "requestsPerMinute": 300,
                  "messagesPerDay": 5000,
                  "dayTimeZone": "Asia/Makassar",
                  "dayStart": "6:30",
                  "sendBetween": ["08:00-12:00", "22.00-06.00"],
                  "sendTimeZone": "WITA",
                  "sendWeekdays": ["Monday", "friday"],
                  "holidays": ["2026-12-25"],
                  "waitForNextDay": true,
                  "ledger": "redis://ledger.example.com:6380/2",
                  "defaultRegion": "sg",
                  "minimumInterval": "00:00:05",
                  "maximumInterval": "00:00:12.5",
                  "proxy": "http://proxy.example.com:8080",
                  "keepText": true
                }
              }
            }
            """
        );
        var list = file.Store.Read();
        var profile = list.Find("Office")!;
        Assert.Same(profile, list.Default);
        Assert.True(profile.IsDefault);
        Assert.Equal(["front", "back"], profile.SessionId);
        Assert.Equal(["0812-3456-7890", "OnCall"], profile.Recipient);
        Assert.Equal(["081234567891", "081234567892"], profile.RecipientGroup["ONCALL"]);
        Assert.Equal("https://example.com/v1/", profile.BaseUri!.AbsoluteUri);
        Assert.Equal(("Key", "Team"), (profile.SecretName, profile.SecretVault));
        Assert.Equal((300, 5000), (profile.RequestsPerMinute, profile.MessagesPerDay));
        Assert.Equal(("Asia/Makassar", new TimeSpan(6, 30, 0)), (profile.DayTimeZone, profile.DayStart));
        Assert.Equal(["08:00-12:00", "22.00-06.00"], profile.SendBetween);
        Assert.Equal(("WITA", true), (profile.SendTimeZone, profile.WaitForNextDay));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], profile.SendWeekday);
        Assert.Equal(["2026-12-25"], profile.Holiday);
        Assert.Equal(("redis://ledger.example.com:6380/2", "SG"), (profile.Ledger, profile.DefaultRegion));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12.5)), (profile.MinimumInterval, profile.MaximumInterval));
        Assert.Equal((new Uri("http://proxy.example.com:8080"), true), (profile.Proxy, profile.KeepText));
    }

    [Fact]
    public void A_field_that_a_profile_does_not_set_is_null()
    {
        using var file = new ProfileFile("""{ "profiles": { "empty": { "ledger": null } } }""");
        var profile = Assert.Single(file.Store.Read().Profiles);
        Assert.Empty(profile.SessionId);
        Assert.Empty(profile.Recipient);
        Assert.Empty(profile.RecipientGroup);
        Assert.Null(profile.BaseUri);
        Assert.Null(profile.Ledger);
        Assert.Null(profile.KeepText);
        Assert.False(profile.IsDefault);
    }

    [Theory]
    [InlineData("sessionIds", "\"one\"", "a list of WhatsApp session IDs")]
    [InlineData("sessionIds", "[]", "a list of WhatsApp session IDs")]
    [InlineData("sessionIds", "[\"one\", 2]", "[\"one\",2]")]
    [InlineData("sessionIds", "[\"one\", \" \"]", "a list of WhatsApp session IDs")]
    [InlineData("recipients", "\"081234567890\"", "a list of phone numbers")]
    [InlineData("recipientGroups", "[\"081234567890\"]", "an object with a list")]
    [InlineData("recipientGroups", "{ \"oncall\": \"081234567890\" }", "an object with a list")]
    [InlineData("recipientGroups", "{ \"oncall\": [] }", "an object with a list")]
    [InlineData("recipientGroups", "{ \"oncall\": null }", "an object with a list")]
    [InlineData("recipientGroups", "{ \"911\": [\"081234567890\"] }", "don't look like a phone number")]
    [InlineData("recipientGroups", "{ \"a\": [\"081234567890\"], \"A\": [\"081234567891\"] }", "an object with a list")]
    [InlineData("baseUri", "\"example.com\"", "an https address")]
    [InlineData("baseUri", "\"http://example.com\"", "an https address")]
    [InlineData("baseUri", "5", "it is 5")]
    [InlineData("secretName", "\"\"", "text that isn't empty")]
    [InlineData("secretVault", "{}", "it is an object")]
    [InlineData("requestsPerMinute", "0", "a whole number of 1 or more, but it is 0")]
    [InlineData("requestsPerMinute", "1.5", "a whole number")]
    [InlineData("requestsPerMinute", "\"100\"", "it is '100'")]
    [InlineData("messagesPerDay", "99999999999", "a whole number")]
    [InlineData("messagesPerDay", "true", "it is true")]
    [InlineData("dayTimeZone", "\"Asia/Nowhere\"", "it is 'Asia/Nowhere'")]
    [InlineData("dayTimeZone", "7", "a time zone ID")]
    [InlineData("dayStart", "\"24:00\"", "a time of day")]
    [InlineData("dayStart", "6", "a time of day")]
    [InlineData("ledger", "\"ledger.db\"", "an absolute path")]
    [InlineData("ledger", "\"mysql://host/db\"", "an absolute path")]
    [InlineData("defaultRegion", "\"IDN\"", "a two-letter")]
    [InlineData("minimumInterval", "5", "such as 00:00:05")]
    [InlineData("minimumInterval", "\"5\"", "such as 00:00:05")]
    [InlineData("maximumInterval", "\"02:00:00\"", "01:00:00")]
    [InlineData("maximumInterval", "\"-00:00:01\"", "01:00:00")]
    [InlineData("proxy", "\"proxy:8080\"", "an http or https address")]
    [InlineData("sendBetween", "[\"8-8\"]", "a list of time ranges, such as [\"08:00-12:00\", \"13:00-20:00\"], but it is [\"8-8\"]")]
    [InlineData("sendWeekdays", "[\"1\"]", "a list of weekdays, such as [\"Monday\", \"Friday\"], but it is [\"1\"]")]
    [InlineData("holidays", "[\"25-12-2026\"]", "a list of dates, such as [\"2026-12-25\"], but it is [\"25-12-2026\"]")]
    [InlineData("keepText", "\"yes\"", "true or false, but it is 'yes'")]
    public void An_invalid_value_is_reported_with_file_line_field_and_allowed_values(string field, string value, string told)
    {
        using var file = new ProfileFile(
            $$"""
            {
              "profiles": {
                "good": {},
                "bad": {
                  "unknown": [1,
                    2],
                  "{{field}}": {{value}}
                }
              }
            }
            """
        );
        var refusal = file.Refusal();
        Assert.Equal(ErrorCode.ProfileInvalid, refusal.Code);
        Assert.StartsWith($"{file.Path}, line 7: profile 'bad': {field} must be ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ledger", "redis://user:hunter2@host:6379/0")]
    [InlineData("ledger", "rediss://:hunter2@host")]
    [InlineData("proxy", "http://user:hunter2@proxy:8080")]
    [InlineData("baseUri", "https://user:hunter2@example.com")]
    public void An_address_with_a_password_is_refused_and_not_shown(string field, string value)
    {
        using var file = new ProfileFile($$"""{ "profiles": { "p": { "{{field}}": "{{value}}" } } }""");
        var message = file.Refusal().Message;
        Assert.Contains(field, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiKey")]
    [InlineData("api_key")]
    [InlineData("API-KEY")]
    [InlineData("secret")]
    [InlineData("password")]
    public void A_secret_in_a_profile_is_refused_and_not_shown(string field)
    {
        using var file = new ProfileFile($"{{ \"profiles\": {{ \"p\": {{\n \"{field}\": \"hunter2\" }} }} }}");
        var message = file.Refusal().Message;
        Assert.StartsWith($"{file.Path}, line 2: '{field}' looks like a secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"profiles\": {\n \"p\": { \"ledger\": ", 2)]
    [InlineData("{ \"profiles\": {}\n\n, }", 3)]
    [InlineData("{\n // a comment\n \"profiles\": {} }", 2)]
    [InlineData("{ \"profiles\": {} }\n}", 2)]
    [InlineData("not json", 1)]
    public void Invalid_JSON_is_reported_with_its_line(string text, int line)
    {
        using var file = new ProfileFile(text);
        var refusal = file.Refusal();
        Assert.Equal(ErrorCode.ProfileInvalid, refusal.Code);
        Assert.StartsWith($"{file.Path}, line {line}: the file isn't valid JSON. ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", 1, "a JSON object")]
    [InlineData("{\n\"version\": 2 }", 2, "update the module")]
    [InlineData("{\n\"version\": \"1\" }", 2, "version")]
    [InlineData("{\n\"profiles\": [] }", 2, "profiles must be an object")]
    [InlineData("{\n\"profiles\": {\n\"a\": 5 } }", 3, "'a' must be an object, but it is 5")]
    [InlineData("{\n\"profiles\": {\n\"a\": {},\n\"A\": {} } }", 4, "'A' occurs twice")]
    [InlineData("{\n\"profiles\": {\n\"a\": {},\n\"a\": {} } }", 4, "'a' occurs twice")]
    [InlineData("{\n\"profiles\": { \"a\": { \"keepText\": true,\n\"keepText\": false } } }", 3, "'keepText' occurs twice")]
    [InlineData("{\n\"profiles\": {\n\"a*\": {} } }", 3, "'a*' isn't a valid profile name")]
    [InlineData("{\n\"default\": \"b\", \"profiles\": { \"a\": {} } }", 2, "it is 'b'")]
    [InlineData("{\n\"default\": 1, \"profiles\": { \"a\": {} } }", 2, "it is 1")]
    [InlineData("{\n\"Profiles\": {} }", 2, "Write 'profiles'")]
    [InlineData("{ \"profiles\": { \"a\": {\n\"sessionIDs\": [\"x\"] } } }", 2, "Write 'sessionIds'")]
    [InlineData(
        "{ \"profiles\": { \"a\": {\n\"minimumInterval\": \"00:00:09\",\n\"maximumInterval\": \"00:00:08\" } } }",
        3,
        "minimumInterval (00:00:09) is longer"
    )]
    public void A_value_of_the_wrong_type_is_reported_with_its_line(string text, int line, string told)
    {
        using var file = new ProfileFile(text);
        var refusal = file.Refusal();
        Assert.StartsWith($"{file.Path}, line {line}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_determines_the_encoding(string encoding)
    {
        using var file = new ProfileFile(string.Empty);
        var text = """{ "profiles": { "kantor-é": {} } }""";
        File.WriteAllText(file.Path, text, System.Text.Encoding.GetEncoding(encoding));
        Assert.Equal("kantor-é", Assert.Single(file.Store.Read().Profiles).Name);
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused()
    {
        using var file = new ProfileFile(string.Empty);
        File.WriteAllBytes(file.Path, [.. "{ \"profiles\": { \"caf"u8, 0xE9, .. "\": {} } }"u8]);
        Assert.Contains("UTF-8", file.Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void An_empty_file_has_no_profiles(string text)
    {
        using var file = new ProfileFile(text);
        Assert.Empty(file.Store.Read().Profiles);
    }
}
