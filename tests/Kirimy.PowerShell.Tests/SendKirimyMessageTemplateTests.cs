using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests templates and other parameters that change a text before it is sent.</summary>
public sealed class SendKirimyMessageTemplateTests : SendKirimyMessageTestBase
{
    [Fact]
    public async Task A_template_is_filled_in_from_the_columns_of_each_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(
                server,
                $"-Template \"Halo {{{{ NAME }}}} dari {{{{company|toko Anda}}}}`r`nsampai jumpa\" -ThrottleLimit 1 {To}",
                Contact("081234567890", "Budi", "Toko Maju"),
                Contact("081234567891", "Siti", " "),
                Contact("081234567892", "{{company}}", "X")
            )
            .Clean();
        Assert.Equal(
            ["Halo Budi dari Toko Maju\nsampai jumpa", "Halo Siti dari toko Anda\nsampai jumpa", "Halo {{company}} dari X\nsampai jumpa"],
            server.Requests.Select(r => r.Message)
        );
    }

    [Theory]
    [InlineData("@{ wa = '081234567890'; Name = 'Budi' }")]
    [InlineData("[ordered]@{ wa = '081234567890'; NAME = 'Budi' }")]
    [InlineData("$d = [Collections.Generic.Dictionary[string, object]]::new(); $d['WA'] = '081234567890'; $d['Name'] = 'Budi'; $d")]
    public async Task A_dictionary_is_a_row(string row)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"{row} | Send-KirimyMessage -Template 'Halo {{{{name}}}}' {To}").Clean();
        Assert.Equal("Halo Budi", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public async Task A_column_is_found_in_any_usual_spelling()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, $"-Template 'No. {{{{no pesanan}}}}' {To}", Row(("wa", "081234567890"), ("No_Pesanan", 1042))).Clean();
        Assert.Equal("No. 1042", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public async Task Variable_applies_to_every_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(
                server,
                $"-Template '{{{{name}}}} {{{{toko}}}}' -Variable @{{ TOKO = 'Maju'; other = 1 }} {To}",
                Row(("wa", "081234567890"), ("name", "Budi"), ("toko", "lain"))
            )
            .Clean();
        Assert.Equal("Budi Maju", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public async Task A_template_takes_its_values_from_Variable_without_a_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(
                server,
                "Send-KirimyMessage 081234567890, 081234567891 -Template 'Server {{name}}' -Variable @{ name = 'srv-02' } -ThrottleLimit 1 "
                    + To
            )
            .Clean();
        Assert.Equal(["Server srv-02", "Server srv-02"], server.Requests.Select(r => r.Message));
    }

    [Fact]
    public async Task A_row_without_a_value_is_refused_and_names_the_variable()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
            server,
            $"-Template 'Halo {{{{name}}}}, {{{{kota}}}}' {To}",
            Row(("wa", "081234567890"), ("name", "")),
            Row(("wa", "081234567891"), ("name", "Siti"), ("kota", "Solo"))
        );
        Assert.Equal(["MISSING_VARIABLE"], run.ErrorIds);
        Assert.Contains("{{name}}, {{kota}}", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" Columns in the row: wa, name.", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, run.Errors[0].CategoryInfo.Category);
        Assert.Equal("Halo Siti, Solo", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public async Task A_variable_may_be_empty_with_MissingVariable()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, $"-Template 'Halo{{{{name}}}}!' -MissingVariable Empty {To}", Row(("wa", "081234567890"))).Clean();
        Assert.Equal("Halo!", Assert.Single(server.Requests).Message);
    }

    [Theory]
    [InlineData("-Template 'Halo {{nam|Pelanggan}}, {{Kota|}}'", "Halo Pelanggan, Solo")]
    [InlineData("-Template 'Halo {{nam}}, {{Kota}}' -MissingVariable Empty", "Halo , Solo")]
    public async Task A_variable_without_a_column_causes_one_warning_before_sending(string template, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        PSObject[] rows =
        [
            Row(("wa", "081234567890"), ("nama", "Budi"), ("kota", "Solo")),
            Row(("wa", "081234567891"), ("nama", "Siti"), ("kota", "Solo")),
        ];
        var run = SendRows(server, $"{template} {To}", rows).Clean();
        Assert.All(server.Requests, request => Assert.Equal(text, request.Message));
        var warning = Assert.Single(run.Warnings);
        Assert.Contains("{{nam}},", warning, StringComparison.Ordinal);
        Assert.Contains("wa, nama, kota", warning, StringComparison.Ordinal);

        SendRows(server, $"{template} {To} -WarningAction Stop", rows);
        Assert.Equal(rows.Length, server.Requests.Count);
    }

    [Fact]
    public async Task A_variable_with_a_column_or_a_value_for_all_rows_does_not_warn()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
                server,
                $"-Template 'Halo {{{{Nama Lengkap|Pelanggan}}}} {{{{shop|}}}}' -Variable @{{ shop = 'Toko' }} {To}",
                Row(("wa", "081234567890"), ("nama_lengkap", ""))
            )
            .Clean();
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task A_column_that_throws_counts_as_missing()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("wa", "081234567890"));
        row.Properties.Add(new PSScriptProperty("name", ScriptBlock.Create("throw 'no'")));
        var run = SendRows(server, $"-Template 'Halo {{{{name}}}}' {To}", row);
        Assert.Equal(["MISSING_VARIABLE"], run.ErrorIds);

        // The column exists, so the error isn't about its name.
        Assert.DoesNotContain("Columns in the row", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_is_read_from_a_file_relative_to_the_session()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "pesan.txt"),
            "\uFEFFHalo {{name}} 🙏\r\nsampai jumpa\r\n",
            TestContext.Current.CancellationToken
        );
        SendIn(server, "-TemplatePath ./pesan.txt").Clean();
        Assert.Equal("Halo Budi 🙏\nsampai jumpa", Assert.Single(server.Requests).Message);
    }

    [Theory]
    [InlineData("-TemplatePath ./none.txt", "TEMPLATE_UNREADABLE", "none.txt")]
    [InlineData("-TemplatePath .", "TEMPLATE_UNREADABLE", "kirimy-test-")]
    [InlineData("-TemplatePath Env:PATH", "TEMPLATE_UNREADABLE", "Environment")]
    [InlineData("-TemplatePath nodrive:/x.txt", "TEMPLATE_UNREADABLE", "nodrive")]
    [InlineData("-Template 'Halo {{name'", "TEMPLATE_INVALID", "1")]
    [InlineData("-Message x -OptOutPath ./none.txt", "OPT_OUT_UNREADABLE", "none.txt")]
    [InlineData("-Message x -OptOutPath Env:PATH", "OPT_OUT_UNREADABLE", "Environment")]
    public async Task An_error_that_affects_every_row_ends_the_cmdlet_before_sending(string arguments, string code, string says)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendIn(server, arguments);
        Assert.Equal([code], run.ErrorIds);
        Assert.Contains(says, run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.NotNull(run.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("'text'")]
    [InlineData("$null")]
    public async Task A_string_is_not_a_row_for_a_template(string input)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"{input} | Send-KirimyMessage -Recipient 081234567890 -Template 'Halo {{{{name}}}}' {To}");
        Assert.Equal(["INPUT_AMBIGUOUS"], run.ErrorIds);
        Assert.Contains("rows", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_text_with_placeholders_but_no_template_is_sent_unchanged_with_one_warning()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
                server,
                $"{To} -ThrottleLimit 1",
                Row(("wa", "081234567890"), ("message", "Halo {{name}}")),
                Row(("wa", "081234567891"), ("message", "Halo {{nama}}"))
            )
            .Clean();
        Assert.Equal(["Halo {{name}}", "Halo {{nama}}"], server.Requests.Select(r => r.Message));
        Assert.Contains("{{name}}", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_WhatsApp_shows_differently_causes_one_warning()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
                server,
                $"-Template '**Halo** {{{{name}}}}' {To}",
                Contact("081234567890", "Budi", "X"),
                Contact("081234567891", "Siti", "X")
            )
            .Clean();
        Assert.Single(run.Warnings);
    }

    [Fact]
    public async Task A_long_text_is_split_truncated_or_refused_as_Overflow_specifies()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("wa", "081234567890"), ("message", string.Join('\n', Enumerable.Repeat(new string('x', 99), 60))));
        Assert.Equal(["MESSAGE_TOO_LONG"], SendRows(server, To, row).ErrorIds);
        Assert.Empty(server.Requests);

        var split = SendRows(server, $"-Overflow Split {To}", row).Clean();
        Assert.Equal((2, 2), ((int)split.Member(0, "Parts")!, (int)split.Member(0, "PartsSent")!));
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, r => Assert.InRange(r.Message!.Length, 1, 4096));
        Assert.Contains("(1/2)", server.Requests[0].Message, StringComparison.Ordinal);

        SendRows(server, $"-Overflow Truncate {To}", row).Clean();
        Assert.Equal(3, server.Requests.Count);
        Assert.InRange(server.Requests[2].Message!.Length, 4000, 4096);
    }

    [Fact]
    public async Task Monospace_formats_command_output()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"\"Status   Name`nRunning  a_b_c`n\" | Send-KirimyMessage -Recipient 081234567890 -Monospace {To}").Clean();
        var text = Assert.Single(server.Requests).Message!;
        Assert.StartsWith("```", text, StringComparison.Ordinal);
        Assert.EndsWith("```", text, StringComparison.Ordinal);
        Assert.Contains("Running  a_b_c", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpandEscape_converts_escaped_line_breaks()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 'satu\\ndua' -ExpandEscape {To}").Clean();
        Send(server, $"'satu\\ndua' | Send-KirimyMessage 081234567890 -ExpandEscape {To}").Clean();
        SendRows(server, $"-Template '{{{{name}}}}\\ndua' -ExpandEscape {To}", Contact("081234567890", @"a\nb", "x")).Clean();
        var run = Send(server, $"Send-KirimyMessage 081234567890 'satu\\ndua' {To}").Clean();
        Assert.Equal(["satu\ndua", "satu\ndua", "a\\nb\ndua", "satu\\ndua"], server.Requests.Select(r => r.Message));
        Assert.Single(run.Warnings);
    }

    [Fact]
    public async Task WhatIf_shows_recipient_session_and_final_text()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var long1 = string.Join('\n', Enumerable.Repeat(new string('x', 99), 60));
        var run = SendRows(
            server,
            $"-Template 'Halo {{{{name}}}}!{{{{company}}}}' -Overflow Split -WhatIf {To}",
            Contact("081234567890", "Budi", "-"),
            Contact("081234567891", "Siti", long1)
        );
        Assert.Equal(["WHAT_IF", "WHAT_IF"], run.Output.Select(r => r.Properties["ErrorCode"].Value));
        Assert.Empty(server.Requests);
        var said = Session.Host.Text;
        Assert.Contains("6281234567890", said, StringComparison.Ordinal);
        Assert.Contains("'s'", said, StringComparison.Ordinal);
        Assert.Contains("Halo Budi!-", said, StringComparison.Ordinal);
        Assert.Contains("in 2 parts", said, StringComparison.Ordinal);
        Assert.Contains("(2/2)", said, StringComparison.Ordinal);
    }

    private static PSObject Contact(string number, string name, string company) =>
        Row(("wa", number), ("name", name), ("company", company));

    private ScriptRun SendIn(ScriptedServer server, string arguments) =>
        SendIn(Folder, server, arguments, Contact("081234567890", "Budi", "Toko Maju"));
}
