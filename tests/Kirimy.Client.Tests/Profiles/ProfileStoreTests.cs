using System.Text.Json.Nodes;
using Kirimy.Client.Profiles;

namespace Kirimy.Client.Tests.Profiles;

/// <summary>Tests the profile file: its content, concurrent writers and permissions.</summary>
public sealed class ProfileStoreTests
{
    [Fact]
    public void A_missing_file_has_no_profiles_and_is_not_created()
    {
        using var file = new ProfileFile();
        Assert.Empty(file.Store.Read().Profiles);
        Assert.False(Directory.Exists(file.Folder));
    }

    [Fact]
    public void Only_specified_fields_change_and_null_removes_a_field()
    {
        using var file = new ProfileFile();
        file.Set("office", nameof(Profile.SessionId), new[] { "a", "b" });
        file.Set("office", nameof(Profile.RequestsPerMinute), 300);
        file.Set("OFFICE", nameof(Profile.MinimumInterval), TimeSpan.FromSeconds(5));
        var profile = file.Set("office", nameof(Profile.RequestsPerMinute), value: null);
        Assert.Equal(["a", "b"], profile.SessionId);
        Assert.Equal((null, TimeSpan.FromSeconds(5)), (profile.RequestsPerMinute, profile.MinimumInterval));
        Assert.Equal("office", Assert.Single(file.Store.Read().Profiles).Name);
    }

    [Fact]
    public void Every_field_is_read_as_it_was_written()
    {
        using var file = new ProfileFile();
        var values = new Dictionary<string, object?>
        {
            [nameof(Profile.SessionId)] = new[] { "a" },
            [nameof(Profile.Recipient)] = new[] { "081234567890", "oncall" },
            [nameof(Profile.RecipientGroup)] = new Dictionary<string, IReadOnlyList<string>> { ["oncall"] = ["081234567891"] },
            [nameof(Profile.BaseUri)] = new Uri("https://example.com/v1/"),
            [nameof(Profile.SecretName)] = "Key",
            [nameof(Profile.SecretVault)] = "Team \"1\"",
            [nameof(Profile.RequestsPerMinute)] = 1,
            [nameof(Profile.MessagesPerDay)] = 2,
            [nameof(Profile.DayTimeZone)] = "+05:30",
            [nameof(Profile.DayStart)] = new TimeSpan(23, 59, 0),
            [nameof(Profile.SendBetween)] = new[] { "08:00-20:00" },
            [nameof(Profile.SendTimeZone)] = "Asia/Makassar",
            [nameof(Profile.SendWeekday)] = new[] { DayOfWeek.Monday },
            [nameof(Profile.Holiday)] = new[] { "2026-12-25" },
            [nameof(Profile.WaitForNextDay)] = true,
            [nameof(Profile.Ledger)] = "None",
            [nameof(Profile.DefaultRegion)] = "SG",
            [nameof(Profile.MinimumInterval)] = TimeSpan.FromSeconds(1.5),
            [nameof(Profile.MaximumInterval)] = TimeSpan.FromHours(1),
            [nameof(Profile.Proxy)] = new Uri("http://proxy:8080/"),
            [nameof(Profile.KeepText)] = false,
        };
        file.Store.Set("p", values, isDefault: true, CancellationToken.None);
        var profile = file.Store.Read().Default!;
        Assert.All(values, v => Assert.Equal(v.Value, typeof(Profile).GetProperty(v.Key)!.GetValue(profile)));
        Assert.Equal(values.Keys.Order(), ProfileField.All.Select(f => f.Parameter).Order());
    }

    [Fact]
    public void Unknown_fields_are_kept()
    {
        using var file = new ProfileFile(
            """
            {
              "$schema": "x",
              "note": { "by": "Siti", "list": [1, 2.50, null] },
              "profiles": { "old": { "color": "red", "sessionIds": ["s"] }, "other": { "deep": [{ "a": 1e3 }] } }
            }
            """
        );
        file.Set("old", nameof(Profile.KeepText), value: true);
        file.Set("new", nameof(Profile.KeepText), value: true, isDefault: true);
        file.Store.Remove(["new"], CancellationToken.None);
        var expected = JsonNode.Parse(
            """
            {
              "$schema": "x",
              "note": { "by": "Siti", "list": [1, 2.50, null] },
              "profiles": { "old": { "color": "red", "sessionIds": ["s"], "keepText": true }, "other": { "deep": [{ "a": 1e3 }] } }
            }
            """
        );
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(file.Text)), file.Text);
        Assert.Contains("2.50", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_one_profile_is_the_default()
    {
        using var file = new ProfileFile();
        file.Set("a", nameof(Profile.KeepText), value: true, isDefault: true);
        file.Set("b", nameof(Profile.KeepText), value: true, isDefault: true);
        Assert.Equal("b", file.Store.Read().Default!.Name);
        file.Set("a", nameof(Profile.KeepText), value: true, isDefault: false);
        Assert.Equal("b", file.Store.Read().Default!.Name);
        file.Set("b", nameof(Profile.KeepText), value: true, isDefault: false);
        Assert.Null(file.Store.Read().Default);
        file.Set("b", nameof(Profile.KeepText), value: true, isDefault: true);
        file.Store.Remove(["B", "not there"], CancellationToken.None);
        Assert.Null(file.Store.Read().Default);
        Assert.Equal("a", Assert.Single(file.Store.Read().Profiles).Name);
    }

    [Theory]
    [InlineData(nameof(Profile.RequestsPerMinute), 0, "The value of -RequestsPerMinute")]
    [InlineData(nameof(Profile.Ledger), "redis://u:hunter2@h", "The value of -Ledger")]
    [InlineData(nameof(Profile.DayTimeZone), "Mars", "The value of -DayTimeZone")]
    public void An_invalid_value_changes_nothing(string parameter, object value, string told)
    {
        using var file = new ProfileFile();
        var refusal = Assert.Throws<KirimyException>(() => file.Set("p", parameter, value));
        Assert.Equal(ErrorCode.ProfileInvalid, refusal.Code);
        Assert.StartsWith(told, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData("00:00:00.0000005")]
    [InlineData("01:00:01")]
    [InlineData("-00:00:01")]
    public void An_interval_of_ticks_or_hours_is_refused(string interval)
    {
        using var file = new ProfileFile();
        var value = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<KirimyException>(() => file.Set("p", nameof(Profile.MinimumInterval), value));
    }

    [Theory]
    [InlineData("00:00:00.0000006")]
    [InlineData("1.00:00:00")]
    [InlineData("-06:00:00")]
    [InlineData("06:00:30")]
    public void The_daily_limit_resets_at_a_whole_minute(string start)
    {
        using var file = new ProfileFile();
        var value = TimeSpan.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<KirimyException>(() => file.Set("p", nameof(Profile.DayStart), value));
    }

    [Fact]
    public void Intervals_are_checked_together_with_stored_values()
    {
        using var file = new ProfileFile();
        file.Set("p", nameof(Profile.MaximumInterval), TimeSpan.FromSeconds(5));
        var refusal = Assert.Throws<KirimyException>(() => file.Set("p", nameof(Profile.MinimumInterval), TimeSpan.FromSeconds(6)));
        Assert.StartsWith("profile 'p': minimumInterval (00:00:06) is longer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_file_is_never_overwritten()
    {
        using var file = new ProfileFile("{ broken");
        Assert.Throws<KirimyException>(() => file.Set("p", nameof(Profile.KeepText), value: true));
        Assert.Equal("{ broken", file.Text);
    }

    [Fact]
    public async Task No_profile_is_lost_between_writers()
    {
        using var file = new ProfileFile();
        const int Writers = 8;
        const int Each = 10;
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(w =>
                    Task.Run(() =>
                    {
                        // Each has its own store, like a process.
                        var store = new ProfileStore(file.Path);
                        for (var i = 0; i < Each; i++)
                        {
                            var change = new Dictionary<string, object?> { [nameof(Profile.MessagesPerDay)] = w + 1 };
                            store.Set($"p{w}-{i}", change, isDefault: null, TestContext.Current.CancellationToken);
                            Assert.NotEmpty(store.Read().Profiles);
                        }
                    })
                )
        );
        Assert.Equal(Writers * Each, file.Store.Read().Profiles.Count);
        Assert.Equal(["profiles.json", "profiles.json.lock"], Directory.GetFiles(file.Folder).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public void A_wait_for_a_locked_file_ends_with_the_timeout()
    {
        using var file = new ProfileFile("{}");
        using var holder = new FileStream(file.Path + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var store = new ProfileStore(file.Path, TimeSpan.Zero);
        var refusal = Assert.Throws<KirimyException>(() => store.Remove(["p"], CancellationToken.None));
        Assert.Equal(ErrorCode.ProfileUnavailable, refusal.Code);
        Assert.Contains(".lock", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_for_another_writer_can_be_canceled()
    {
        using var file = new ProfileFile("{}");
        using var holder = new FileStream(file.Path + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => file.Store.Remove(["p"], stop.Token));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_the_owner_can_access_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There the folder's rights are inherited.");
            return;
        }

        using var file = new ProfileFile();
        file.Set("p", nameof(Profile.KeepText), value: true);
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Mine, File.GetUnixFileMode(file.Path));
        Assert.Equal(Mine, File.GetUnixFileMode(file.Path + ".lock"));
        Assert.Equal(Mine | UnixFileMode.UserExecute, File.GetUnixFileMode(file.Folder));
        File.SetUnixFileMode(file.Path, Mine | UnixFileMode.OtherRead);
        file.Set("p", nameof(Profile.KeepText), value: false);
        Assert.Equal(Mine, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void A_symbolic_link_is_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Creating a link requires a privilege on Windows.");
        using var file = new ProfileFile("{}");
        var real = System.IO.Path.Combine(file.Folder, "dotfiles.json");
        File.Move(file.Path, real);
        File.CreateSymbolicLink(file.Path, real);
        file.Set("p", nameof(Profile.KeepText), value: true);
        Assert.Equal(real, new FileInfo(file.Path).LinkTarget);
        Assert.Contains("keepText", File.ReadAllText(real), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_at_the_path_is_an_error()
    {
        using var file = new ProfileFile();
        Directory.CreateDirectory(file.Path);
        Assert.Equal(
            ErrorCode.ProfileUnavailable,
            Assert.Throws<KirimyException>(() => file.Set("p", nameof(Profile.KeepText), value: true)).Code
        );
    }

    [Fact]
    public void An_unknown_profile_is_an_error_that_lists_the_existing_ones()
    {
        using var file = new ProfileFile("""{ "profiles": { "b": {}, "a": {} } }""");
        var refusal = Assert.Throws<KirimyException>(() => file.Store.Read().Require("c", "-Profile"));
        Assert.Equal(
            (ErrorCode.ProfileNotFound, $"-Profile specifies the profile 'c', which doesn't exist. Use one of a, b ({file.Path})."),
            (refusal.Code, refusal.Message)
        );
    }
}
