using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests texts from scripts, consoles and other systems.</summary>
public sealed class SendKirimyMessageTextTests : SendKirimyMessageTestBase
{
    private const string Number = "081234567890";

    [Fact]
    public async Task Control_characters_are_removed_from_every_text_with_one_warning()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
                server,
                $"-ThrottleLimit 1 {To}",
                Row(("wa", Number), ("message", "\u001B[31mGagal\u001B[0m:\u0007 disk\tD\r\npenuh\rsekali")),
                Row(("wa", "081234567891"), ("message", "\u001B]8;;https://x.example\u001B\\tautan\u001B]8;;\u001B\\")),
                Row(("wa", "081234567892"), ("message", "👨‍👩‍👧 rapi"))
            )
            .Clean();
        Assert.Equal(["Gagal: disk\tD\npenuh\nsekali", "tautan", "👨‍👩‍👧 rapi"], server.Requests.Select(r => r.Message));
        var warning = Assert.Single(run.Warnings);
        Assert.Contains("control characters", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("It is sent", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Message \"`e[1mtebal`e[0m\"", "tebal")]
    [InlineData("\"`e[1mtebal`e[0m\" | Send-KirimyMessage -Recipient 081234567890", "tebal")]
    [InlineData("\"`e[1mtebal`e[0m\" | Send-KirimyMessage -Recipient 081234567890 -Monospace", "```tebal```")]
    [InlineData("\"`e[1m\", \"tebal`a\" | Send-KirimyMessage -Recipient 081234567890 -Join", "\ntebal")]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Template \"`e[1m{{x}}\" -Variable @{ x = 'tebal' }", "tebal")]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Template '{{x}}' -Variable @{ x = \"`e[1mtebal\" }", "tebal")]
    public async Task Control_characters_are_never_sent_from_any_source(string command, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"{command} {To}").Clean();
        Assert.Equal(text, Assert.Single(server.Requests).Message);
        Assert.Contains("control characters", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JosÃ©")]
    [InlineData("Jos\uFFFD")]
    [InlineData("Jos\u001B[31m")]
    public async Task Damaged_characters_cause_a_warning_before_sending(string name)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        object?[] rows = [Row(("wa", Number), ("name", name)), Row(("wa", "081234567891"), ("name", name))];
        foreach (var arguments in new[] { "-Template 'Halo {{name}}'", "-Template 'Halo {{name}}' -Monospace" })
        {
            var stopped = SendRows(server, $"{arguments} {To} -WarningAction Stop", rows);
            Assert.NotNull(stopped.Terminated);
            Assert.Empty(server.Requests);
        }

        var run = SendRows(server, $"-Template 'Halo {{{{name}}}}' {To}", rows).Clean();
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("Jos", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ordinary_text_outside_ASCII_does_not_warn()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Template 'Olá {{{{name}}}} – “apa”' {To}", Row(("wa", Number), ("name", "CONCEIÇÃO É"))).Clean();
        Assert.Empty(run.Warnings);
    }

    [Theory]
    [InlineData("-Message 'Halo {name}'")]
    [InlineData("-Message 'Halo [Name]'")]
    [InlineData("-Message 'Halo %name%'")]
    [InlineData("-Message 'Halo ${name}'")]
    [InlineData("-Message 'Halo $($_.name)'")]
    [InlineData("-Template 'Halo {name} {{name}}'")]
    public async Task A_foreign_placeholder_causes_one_warning_before_sending(string arguments)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        object?[] rows = [Row(("wa", Number), ("Name", "Budi")), Row(("wa", "081234567891"), ("Name", "Siti"))];
        Assert.NotNull(SendRows(server, $"{arguments} {To} -WarningAction Stop", rows).Terminated);
        Assert.Empty(server.Requests);

        var warning = Assert.Single(SendRows(server, $"{arguments} {To}", rows).Clean().Warnings);
        Assert.Contains("{{", warning, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Braces_without_a_matching_column_are_text()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
                server,
                $"-ThrottleLimit 1 {To}",
                Row(("wa", Number), ("name", "Budi"), ("message", "Balas [ya] atau {tidak}, 10% atau 20%")),
                Row(("wa", Number), ("name", "Budi"), ("message", "Halo {name}"))
            )
            .Clean();
        Assert.Contains("{name}", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_written_for_the_culture_of_the_session()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(
                server,
                "[cultureinfo]::CurrentCulture = 'id-ID'; [pscustomobject]@{ wa = '081234567890'; tanggal = [datetime]'2026-08-17'; total = [decimal]1500000.5; id = 123456789 }"
                    + $" | Send-KirimyMessage -Template '{{{{tanggal}}}} {{{{total}}}} {{{{id}}}} {{{{tanggal:dd MMMM yyyy}}}} {{{{total:N0}}}} {{{{sisa:N0|nihil}}}}' {To}"
            )
            .Clean();
        Assert.Equal("17/08/2026 1.500.000,5 123456789 17 Agustus 2026 1.500.001 nihil", Assert.Single(server.Requests).Message);
    }

    [Theory]
    [InlineData("-Culture id-ID", "17/08/2026 1.500.000,5")]
    [InlineData("-Culture 'ID-id '", "17/08/2026 1.500.000,5")]
    [InlineData("-Culture ([cultureinfo]'en-GB')", "17/08/2026 1,500,000.5")]
    [InlineData("-Culture ([cultureinfo]::InvariantCulture)", "08/17/2026 1,500,000.5")]
    public async Task Culture_overrides_the_culture_of_the_session(string culture, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        const string Values = "-Variable @{ tanggal = [datetime]'2026-08-17'; total = 1500000.5 }";
        Send(
                server,
                $"[cultureinfo]::CurrentCulture = 'de-DE'; Send-KirimyMessage {Number} -Template '{{{{tanggal}}}} {{{{total}}}}' {Values} {culture} {To}"
            )
            .Clean();
        Assert.Equal(text, Assert.Single(server.Requests).Message);
    }

    [Theory]
    [InlineData("xx-YY")]
    [InlineData("indonesia")]
    [InlineData("")]
    public async Task An_unknown_culture_is_an_error_that_names_it(string culture)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage {Number} -Template 'x' -Culture '{culture}' {To}");
        Assert.Contains($"'{culture}'", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("id-ID", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Values_are_formatted_for_the_invariant_culture_when_cultures_are_missing()
    {
        using var process = FreshProcess.Start(
            $$$"""
            Import-Module '{{{BuiltModule.ManifestPath}}}'
            $row = [pscustomobject]@{ wa = '081234567890'; tanggal = [datetime]'2026-08-17'; total = 1500000.5 }
            ($row | Test-KirimyMessage -Template '{{tanggal}} {{total}}' -SessionId s).Text
            try { Test-KirimyMessage 081234567890 x -Culture id-ID } catch { "$_" -match "'id-ID'" }
            """,
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        );
        Assert.Equal(["08/17/2026 1,500,000.5", "True"], process.Lines());
    }

    [Fact]
    public async Task Text_is_formatted_only_if_it_is_unambiguous()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
            server,
            $"-Template 'Rp {{{{total:N0}}}}' -Culture id-ID {To}",
            Row(("wa", Number), ("total", "1500000")),
            Row(("wa", "081234567891"), ("total", "1.500")),
            Row(("wa", "081234567892"), ("total", null))
        );
        Assert.Equal(["FORMAT_MISMATCH", "MISSING_VARIABLE"], run.ErrorIds);
        Assert.Contains("{{total:N0}}", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, run.Errors[0].CategoryInfo.Category);
        Assert.NotNull(run.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Equal("Rp 1.500.000", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public async Task A_piped_error_becomes_a_text_with_the_cause_and_the_position()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var script = Path.Combine(Folder, "backup.ps1");
        await File.WriteAllTextAsync(
            script,
            "try {\n    throw [InvalidOperationException]::new('Backup gagal', [IO.IOException]::new('Disk penuh'))\n} catch { $_ }\n",
            TestContext.Current.CancellationToken
        );
        Send(server, $"& '{script}' | Send-KirimyMessage {Number} {To}").Clean();
        Send(server, $"(& '{script}').Exception | Send-KirimyMessage {Number} {To}").Clean();
        Send(server, $"try {{ throw 'Tanpa file' }} catch {{ $_ | Send-KirimyMessage {Number} {To} }}").Clean();
        Assert.Equal(
            ["Backup gagal\nDisk penuh\nbackup.ps1:2", "Backup gagal\nDisk penuh", "Tanpa file"],
            server.Requests.Select(r => r.Message)
        );
    }

    [Fact]
    public async Task An_error_that_repeats_its_cause_shows_it_once()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(
                server,
                $"[AggregateException]::new('Dua gagal', [Exception[]]@([Exception]::new('satu'), [Exception]::new('dua'))) | Send-KirimyMessage {Number} {To}"
            )
            .Clean();
        Send(server, $"try {{ [int]::Parse('x') }} catch {{ $_ | Send-KirimyMessage {Number} {To} }}").Clean();
        Assert.Equal("Dua gagal (satu) (dua)", server.Requests[0].Message);
        Assert.DoesNotContain('\n', server.Requests[1].Message!);
    }

    [Theory]
    [InlineData("-Message x")]
    [InlineData("-Template 'x {{message}}'")]
    public async Task An_error_is_not_a_row(string arguments)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"[Exception]::new('gagal') | Send-KirimyMessage {Number} {arguments} {To}");
        Assert.Equal(["INPUT_AMBIGUOUS"], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Many_piped_texts_cause_a_warning_before_the_eleventh_is_sent()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Empty(Send(server, $"1..10 | ForEach-Object {{ \"baris $_\" }} | Send-KirimyMessage {Number} {To}").Clean().Warnings);
        Assert.Equal(10, server.Requests.Count);

        var run = Send(server, $"1..30 | ForEach-Object {{ \"baris $_\" }} | Send-KirimyMessage {Number} {To}").Clean();
        var warning = Assert.Single(run.Warnings);
        Assert.Contains("Out-String", warning, StringComparison.Ordinal);
        Assert.Contains("-Join", warning, StringComparison.Ordinal);
        Assert.Equal(40, server.Requests.Count);

        Assert.NotNull(
            Send(server, $"1..30 | ForEach-Object {{ \"baris $_\" }} | Send-KirimyMessage {Number} {To} -WarningAction Stop").Terminated
        );

        // A stopped pipeline doesn't send queued messages.
        Assert.InRange(server.Requests.Count, 40, 50);
        Assert.DoesNotContain(server.Requests.Skip(40), request => request.Message == "baris 11");
    }

    [Fact]
    public async Task Many_rows_do_not_warn()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Empty(SendRows(server, $"-Message x {To}", Rows(12)).Clean().Warnings);
    }

    [Fact]
    public async Task Joined_texts_are_one_message_to_each_recipient()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"'satu', '', 'tiga' | Send-KirimyMessage {Number}, 081234567891 -Join -ThrottleLimit 1 {To}").Clean();
        Assert.Equal(["satu\n\ntiga", "satu\n\ntiga"], server.Requests.Select(r => r.Message));
        Assert.Equal([0, 1], run.Output.Select(r => (int)r.Properties["Index"].Value));

        Send(server, $"'a   b', 'c   d' | Send-KirimyMessage {Number} -Join -Monospace {To}").Clean();
        Assert.Equal("```a   b\nc   d```", server.Requests[2].Message);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task Joined_texts_that_are_too_long_follow_Overflow()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        const string Lines = "1..100 | ForEach-Object { 'x' * 99 }";
        Assert.Equal(["MESSAGE_TOO_LONG"], Send(server, $"{Lines} | Send-KirimyMessage {Number} -Join {To}").ErrorIds);
        Assert.Empty(server.Requests);
        var run = Send(server, $"{Lines} | Send-KirimyMessage {Number} -Join -Overflow Split {To}").Clean();
        Assert.Equal(3, server.Requests.Count);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task Only_texts_can_be_joined()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"'satu', [pscustomobject]@{{ wa = 1; message = 'x' }}, 'dua' | Send-KirimyMessage {Number} -Join {To}");
        Assert.Equal(["INPUT_AMBIGUOUS"], run.ErrorIds);
        Assert.Equal("satu\ndua", Assert.Single(server.Requests).Message);
        Assert.Equal(["INPUT_AMBIGUOUS"], Send(server, $"'satu', 'dua' | Send-KirimyMessage {Number} -Join -Message x {To}").ErrorIds);
        Assert.Empty(Send(server, $"@() | Send-KirimyMessage {Number} -Join {To}").Clean().Output);
        Assert.Single(server.Requests);
    }
}
