using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the cmdlets that create, change, return and remove profiles.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ProfileCommandTests : IDisposable
{
    private readonly ProfileSession user = new();

    public void Dispose() => user.Dispose();

    [Fact]
    public void A_profile_is_created_changed_and_cleared_field_by_field()
    {
        var made = user.Run(
                "Set-KirimyProfile office -SessionId front, back -BaseUri https://example.com/v1 -RequestsPerMinute 300 -KeepText $true -Default -PassThru"
            )
            .Clean();
        Assert.Equal(true, Assert.Single(made.Output).Properties["IsDefault"].Value);
        Assert.Equal(["front", "back"], (IEnumerable<string>)made.Member(0, "SessionId")!);
        Assert.Empty(user.Run("Set-KirimyProfile OFFICE -SessionId $null -RequestsPerMinute $null -BaseUri $null").Clean().Output);
        var now = user.Run("Get-KirimyProfile").Clean();
        Assert.Single(now.Output);
        Assert.Empty((IEnumerable<string>)now.Member(0, "SessionId")!);
        Assert.Equal(
            ["office", null, null, true],
            new[] { "Name", "RequestsPerMinute", "BaseUri", "KeepText" }.Select(name => now.Member(0, name))
        );
    }

    [Theory]
    [InlineData("-SessionId $null")]
    [InlineData("-SessionId @()")]
    [InlineData("-SessionId ''")]
    [InlineData("-Recipient $null")]
    [InlineData("-Recipient ''")]
    [InlineData("-RecipientGroup $null")]
    [InlineData("-RecipientGroup @{ NIGHT = $null; oncall = '' }")]
    [InlineData("-SecretName $null")]
    [InlineData("-SecretVault ''")]
    [InlineData("-MessagesPerDay $null")]
    [InlineData("-DayTimeZone $null")]
    [InlineData("-DayStart $null")]
    [InlineData("-Ledger ''")]
    [InlineData("-DefaultRegion $null")]
    [InlineData("-Interval $null")]
    [InlineData("-Proxy $null")]
    [InlineData("-SendBetween $null")]
    [InlineData("-SendTimeZone ''")]
    [InlineData("-SendWeekday $null")]
    [InlineData("-Holiday @()")]
    [InlineData("-WaitForNextDay $null")]
    [InlineData("-KeepText $null")]
    public void Every_field_can_be_cleared(string clear)
    {
        user.Run(
                """
                Set-KirimyProfile p -Recipient 081234567890 -RecipientGroup @{ oncall = '081234567891'; night = '081234567892' }
                Set-KirimyProfile p -SessionId s -SecretName n -SecretVault v -MessagesPerDay 5 -DayTimeZone WITA -DayStart 06:00 `
                    -Ledger None -DefaultRegion SG -Interval 5s-6s -Proxy http://p:1 -KeepText $false
                Set-KirimyProfile p -SendBetween 08:00-12:00, 13:00-17:00 -SendTimeZone WIB -SendWeekday Monday -Holiday 2026-12-25 `
                    -WaitForNextDay $true
                """
            )
            .Clean();
        var before = System.IO.File.ReadAllText(user.File);
        user.Run($"Set-KirimyProfile p {clear}").Clean();
        Assert.True(System.IO.File.ReadAllText(user.File).Length < before.Length);
    }

    [Fact]
    public void A_text_with_several_values_is_split()
    {
        user.Run(
                "Set-KirimyProfile p -SessionId 'office;backup' -Recipient '081234567890, oncall' -Ledger ' none ' "
                    + "-RecipientGroup @{ oncall = \"0812-3456-7891; 081234567892`n081234567893\" }"
            )
            .Clean();
        var profile = user.Run("Get-KirimyProfile p").Clean();
        Assert.Equal(["office", "backup"], (IEnumerable<string>)profile.Member(0, "SessionId")!);
        Assert.Equal(["081234567890", "oncall"], (IEnumerable<string>)profile.Member(0, "Recipient")!);
        Assert.Equal("none", profile.Member(0, "Ledger"));
        Assert.Equal(
            ["0812-3456-7891", "081234567892", "081234567893"],
            user.Run("(Get-KirimyProfile p).RecipientGroup['ONCALL']").Clean().As<string>()
        );
    }

    [Theory]
    [InlineData("-RequestsPerMinute 0", "The value of -RequestsPerMinute")]
    [InlineData("-DayStart 6", "The value of -DayStart")]
    [InlineData("-Recipient 0812", "-Recipient: can't send to '0812'. ")]
    [InlineData("-Recipient oncall, '+14155552671'", "-Recipient: can't send to '+14155552671'. ")]
    [InlineData("-RecipientGroup @{ oncall = '081234567890', '0813' }", "-RecipientGroup: can't send to '0813'. ")]
    [InlineData("-RecipientGroup @{ 911 = '081234567890' }", "The value of -RecipientGroup")]
    [InlineData("-RecipientGroup @{ 'wa 0812345678' = '081234567890' }", "The value of -RecipientGroup")]
    [InlineData("-DayTimeZone Mars", "The value of -DayTimeZone")]
    [InlineData("-DefaultRegion XX", "'XX' isn't a country")]
    [InlineData("-BaseUri http://example.com", "The value of -BaseUri")]
    [InlineData("-Ledger redis://u:hunter2@h/0", "The value of -Ledger")]
    [InlineData("-Proxy http://u:hunter2@h:1", "The value of -Proxy")]
    public void An_invalid_value_is_refused(string arguments, string told)
    {
        var run = user.Run($"Set-KirimyProfile p {arguments}");
        Assert.StartsWith("PROFILE_INVALID", run.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(told, run.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(user.File));
    }

    [Fact]
    public void A_name_without_settings_does_not_create_a_profile()
    {
        var run = user.Run("Set-KirimyProfile typo -Default");
        Assert.StartsWith("PROFILE_NOT_FOUND", run.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_path_is_relative_to_the_current_location()
    {
        user.Run(
                "param($folder) $null = $ExecutionContext.SessionState.Path.SetLocation($folder); Set-KirimyProfile p -Ledger ./mine.db",
                ("folder", user.Folder)
            )
            .Clean();
        Assert.Equal(Path.Combine(user.Folder, "mine.db"), user.Run("Get-KirimyProfile p").Clean().Member(0, "Ledger"));
    }

    [Fact]
    public void WhatIf_shows_the_action_and_changes_nothing()
    {
        user.Run("Set-KirimyProfile p -KeepText $true -WhatIf").Clean();
        Assert.False(System.IO.File.Exists(user.File));
        user.Run("Set-KirimyProfile p -KeepText $true; Remove-KirimyProfile p -WhatIf").Clean();
        Assert.Single(user.Run("Get-KirimyProfile").Clean().Output);
    }

    [Fact]
    public void Profiles_are_found_by_name_and_wildcard()
    {
        user.Run("'b1', 'a', 'b2' | ForEach-Object { Set-KirimyProfile $_ -KeepText $true }").Clean();
        Assert.Equal(["a", "b1", "b2"], Names("Get-KirimyProfile"));
        Assert.Equal(["b1", "b2"], Names("Get-KirimyProfile B*"));
        Assert.Equal(["a", "b1", "b2"], Names("Get-KirimyProfile a, b*, b1"));
        Assert.Empty(Names("Get-KirimyProfile z*"));
        var missing = user.Run("Get-KirimyProfile z, a");
        Assert.Equal(["PROFILE_NOT_FOUND"], missing.ErrorIds);
        Assert.Equal("z", missing.Errors[0].TargetObject);
        Assert.Single(missing.Output);
        Assert.StartsWith(
            "PROFILE_NOT_FOUND",
            user.Run("Get-KirimyProfile -Default").Errors[0].FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        user.Run("Set-KirimyProfile b2 -Default").Clean();
        Assert.Equal(["b2"], Names("Get-KirimyProfile -Default"));
        user.Run("Get-KirimyProfile b* | Remove-KirimyProfile").Clean();
        Assert.Equal(["a"], Names("Get-KirimyProfile"));
        Assert.Equal(["PROFILE_NOT_FOUND"], user.Run("Remove-KirimyProfile b1").ErrorIds);
    }

    [Fact]
    public void A_warning_is_written_when_the_profile_of_the_environment_is_removed()
    {
        Environment.SetEnvironmentVariable("KIRIMY_PROFILE", "P");
        var run = user.Run("Set-KirimyProfile p -KeepText $true; Remove-KirimyProfile p").Clean();
        Assert.Contains("$env:KIRIMY_PROFILE", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cmdlet_reports_an_invalid_file_with_its_line()
    {
        user.Write("{\n \"profiles\": {\n  \"p\": { \"keepText\": 1 } } }");
        foreach (
            var command in new[]
            {
                "Get-KirimyProfile",
                "Set-KirimyProfile p -KeepText $true",
                "Get-KirimyDelivery",
                "Send-KirimyMessage 0812 x",
            }
        )
        {
            var error = user.Run(command).Errors[0];
            Assert.StartsWith("PROFILE_INVALID", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(
                "line 3: profile 'p': keepText must be true or false, but it is 1.",
                error.ToString(),
                StringComparison.Ordinal
            );
            Assert.NotNull(error.ErrorDetails.RecommendedAction);
        }
    }

    private IReadOnlyList<string> Names(string command) =>
        [.. user.Run(command).Clean().Output.Select(p => (string)p.Properties["Name"].Value)];
}
