using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the preview of messages before anything is sent.</summary>
public sealed class TestKirimyMessageTests : SendKirimyMessageTestBase
{
    private string Ledger => Path.Combine(Folder, "ledger.db");

    [Fact]
    public void A_preview_shows_the_final_message_without_an_API_key()
    {
        var preview = Assert.Single(Previews("-Template 'Halo {{name}} 👨‍👩‍👧' -SessionId s", Contact("0812-3456-7890", "Budi")));
        Assert.Equal(
            (0, "6281234567890", "s", "Ready", null, "Halo Budi 👨‍👩‍👧", 18, 11, 1),
            (
                preview.Index,
                preview.Recipient,
                preview.SessionId,
                preview.Status,
                preview.ErrorCode,
                preview.Text,
                preview.Units,
                preview.Characters,
                preview.Parts
            )
        );
        Assert.Empty(preview.Problems);
        Assert.False(File.Exists(Ledger));
    }

    [Fact]
    public void All_problems_of_a_row_are_reported_together()
    {
        var preview = Assert.Single(Previews("-Template 'Halo {{name}}'", Contact("6,28123E+12", "")));
        Assert.Equal("Failed", preview.Status);
        Assert.Equal("MISSING_VARIABLE", preview.ErrorCode);
        Assert.Equal(["MISSING_VARIABLE", "INVALID_PHONE_NUMBER", "SESSION_ID_MISSING"], preview.Problems.Select(p => p.Code));
        Assert.Equal("SCIENTIFIC_NOTATION", preview.Problems[1].Reason);
        Assert.Null(preview.Text);
        Assert.All(preview.Problems, p => Assert.False(p.IsWarning));
    }

    [Fact]
    public void An_invalid_row_is_not_an_error_of_Test_KirimyMessage()
    {
        var previews = Previews(
            "-SessionId s",
            Row(("nama", "Budi")),
            Row(("wa", "081234567890")),
            "text",
            null,
            7,
            Row(("wa", "081234567890"), ("message", ""))
        );
        Assert.Equal(
            ["INVALID_PHONE_NUMBER", "MESSAGE_EMPTY", "INVALID_PHONE_NUMBER", "INVALID_PHONE_NUMBER", "MESSAGE_EMPTY", "MESSAGE_EMPTY"],
            previews.Select(p => p.ErrorCode)
        );
        Assert.All(previews, p => Assert.Equal(p.ErrorCode, Assert.Single(p.Problems).Code));
        Assert.Equal([0, 1, 2, 3, 4, 5], previews.Select(p => p.Index));
    }

    [Fact]
    public void Findings_are_warnings_of_the_message()
    {
        object?[] rows =
        [
            Row(("wa", "(021) 555-0123"), ("message", "**Halo** {{name}}")),
            Row(("wa", "081234567890"), ("message", "sama")),
            Row(("wa", "081234567890"), ("message", "sama")),
            Row(("wa", "081234567891"), ("message", new string('x', 5000))),
        ];
        var previews = Previews("-SessionId s -Overflow Truncate", rows);
        Assert.All(previews, p => Assert.Equal("Ready", p.Status));
        Assert.Equal(
            ["LANDLINE MARKDOWN_MARKS UNFILLED_VARIABLE", "", "DUPLICATE", "TEXT_CUT"],
            previews.Select(p => string.Join(' ', p.Problems.Select(problem => problem.Code).Order(StringComparer.Ordinal)))
        );
        Assert.All(previews.SelectMany(p => p.Problems), p => Assert.True(p.IsWarning));
        Assert.InRange(previews[3].Units, 4000, 4096);
    }

    [Fact]
    public void Damaged_characters_and_foreign_placeholders_are_findings()
    {
        object?[] rows =
        [
            Row(("wa", "081234567890"), ("message", "\u001B[31mHalo\u001B[0m JosÃ© \uFFFD")),
            Row(("wa", "081234567891"), ("message", "Halo {name}"), ("name", "Budi")),
            Row(("wa", "081234567892"), ("message", "Halo {kota}"), ("name", "Budi")),
        ];
        var previews = Previews("-SessionId s", rows);
        Assert.Equal(
            ["CONTROL_CHARACTERS MOJIBAKE REPLACEMENT_CHARACTER", "FOREIGN_PLACEHOLDER", ""],
            previews.Select(p => string.Join(' ', p.Problems.Select(problem => problem.Code)))
        );
        Assert.All(previews.SelectMany(p => p.Problems), p => Assert.True(p.IsWarning));
        Assert.Equal("Halo JosÃ© \uFFFD", previews[0].Text);
        Assert.Equal(
            ["CONTROL_CHARACTERS 1", "FOREIGN_PLACEHOLDER 1", "MOJIBAKE 1", "REPLACEMENT_CHARACTER 1"],
            Plan("-SessionId s", rows).Counts("Warnings").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_plan_shows_the_culture_of_a_template()
    {
        var row = Row(("wa", "081234567890"), ("total", 1500000.5m));
        var preview = Assert.Single(Previews("-Template 'Rp {{total}}' -Culture id-ID -SessionId s", row));
        Assert.Equal("Rp 1.500.000,5", preview.Text);
        Assert.Equal("id-ID", preview.Culture);
        var plan = Plan("-Template 'Rp {{total}}' -Culture id-ID -SessionId s", row);
        Assert.Contains(
            plan.Checklist,
            line =>
                line.StartsWith("[+]", StringComparison.Ordinal)
                && line.Contains("id-ID: 17/08/2026, 1.500.000,5", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(Plan("-Message x -SessionId s", row).Checklist, line => line.Contains("culture", StringComparison.Ordinal));
    }

    [Fact]
    public void A_format_mismatch_is_refused_in_the_plan()
    {
        var preview = Assert.Single(Previews("-Template '{{total:N0}}' -SessionId s", Row(("wa", "081234567890"), ("total", "1,5 jt"))));
        Assert.Equal(("Failed", "FORMAT_MISMATCH"), (preview.Status, preview.ErrorCode));
    }

    [Fact]
    public void Braces_in_a_value_are_not_reported_as_a_variable()
    {
        var preview = Assert.Single(Previews("-Template 'Halo {{name}}' -SessionId s", Contact("081234567890", "{{x}}")));
        Assert.Empty(preview.Problems);
    }

    [Fact]
    public async Task A_skipped_message_is_marked_in_the_plan()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "out.txt"), "081234567892\n", TestContext.Current.CancellationToken);
        object?[] rows =
        [
            Contact("081234567890", "Budi"),
            Contact("081234567890", "Budi"),
            Contact("081234567892", "Siti"),
            Contact("081234567892", "Siti"),
        ];
        var arguments = $"-Template 'Halo {{{{name}}}}' -SessionId s -SkipDuplicate -OptOutPath '{Folder}/out.txt'";
        var previews = Previews(arguments, rows);
        Assert.Equal(["Ready ", "Skipped DUPLICATE", "Skipped OPTED_OUT", "Skipped OPTED_OUT"], previews.Select(p => p.Outcome));
        Assert.Equal([1, 0, 0, 0], previews.Select(p => p.Parts));

        var plan = Plan(arguments, rows);
        Assert.Equal([4, 1, 3, 1, 1, 2], plan.Numbers("Rows", "Ready", "Skipped", "DuplicateRecipients", "DuplicateMessages", "OptedOut"));
    }

    [Fact]
    public void The_preview_of_a_split_text_has_its_parts()
    {
        var text = string.Join('\n', Enumerable.Repeat(new string('x', 99), 60));
        var preview = Assert.Single(Previews("-SessionId s -Overflow Split", Row(("wa", "081234567890"), ("message", text))));
        Assert.Equal((2, text, 5999), (preview.Parts, preview.Text, preview.Units));
        Assert.Equal(2, preview.PartTexts.Count);
    }

    [Fact]
    public async Task A_message_already_sent_in_the_batch_is_marked()
    {
        await using var server = new ScriptedServer((r, _) => r.Message == "Halo Dewi" ? Answer.Drop : Answer.Sent());
        object?[] rows = [Contact("081234567890", "Budi"), Contact("081234567891", "Siti"), Contact("081234567892", "Dewi")];
        var arguments = $"-Template 'Halo {{{{name}}}}' -BatchId x -Ledger '{Ledger}' {To}";
        SendRows(server, arguments, rows[0], rows[2]);

        var renewed = arguments.Replace(
            "$key",
            "([System.Net.NetworkCredential]::new('', 'renewed').SecurePassword)",
            StringComparison.Ordinal
        );
        Assert.Contains("-BatchId 'x'", Assert.Single(Test(server, renewed, rows).Warnings), StringComparison.Ordinal);

        var previews = Previews(Test(server, arguments, rows));
        Assert.Equal(["Skipped ALREADY_SENT", "Ready ", "Unknown DELIVERY_UNKNOWN"], previews.Select(p => p.Outcome));
        var again = Previews(Test(server, arguments + " -ResendUnknown", rows));
        Assert.Equal(["Skipped ALREADY_SENT", "Ready ", "Ready "], again.Select(p => p.Outcome));

        var plan = new ShownPlan(Assert.Single(Test(server, arguments + " -Summary -MessagesPerDay 10", rows).Output));
        Assert.Equal([1, 1, 1, 8], plan.Numbers("Ready", "AlreadySent", "Unknown", "RemainingToday"));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_same_batch_ID_with_another_API_key_is_another_batch()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var arguments = $"-Message x -BatchId x -Ledger '{Ledger}' -BaseUri $uri -SessionId s";
        SendRows(server, arguments + " -ApiKey $key", Contact("081234567890", "Budi"));
        using var other = new System.Security.SecureString();
        "other".ToList().ForEach(other.AppendChar);
        var run = Session.Run(
            $"param($uri, $key) $input | Test-KirimyMessage {arguments} -ApiKey $key",
            [Contact("081234567890", "Budi")],
            ("uri", server.BaseUri),
            ("key", other)
        );
        Assert.Equal("Ready ", Assert.Single(Previews(run.Clean())).Outcome);
    }

    [Fact]
    public void A_plan_counts_all_rows_and_problems()
    {
        object?[] rows =
        [
            Contact("081234567890", "Budi"),
            Contact("081234567890", "Budi Santoso"),
            Contact("081234567890", "Budi"),
            Contact("0812O3456789", "Agus"),
            Contact("6,28123E+12", "Tono"),
            Contact("081234567891", ""),
            Contact("081234567892", ""),
            Contact("(021) 555-0123", "Toko"),
        ];
        var plan = Plan("-Template 'Halo {{name}}' -SessionId s", rows);
        Assert.Equal([8, 4, 4, 0], plan.Numbers("Rows", "Ready", "Failed", "Skipped"));
        Assert.Equal(["INVALID_PHONE_NUMBER 2", "MISSING_VARIABLE 2"], plan.Counts("Refusals"));
        Assert.Equal(["LETTERS 1", "SCIENTIFIC_NOTATION 1"], plan.Counts("InvalidNumbers"));
        Assert.Equal(["name 2"], plan.Counts("MissingVariables"));
        Assert.Equal(["DUPLICATE 1", "LANDLINE 1"], plan.Counts("Warnings"));
        Assert.Equal([2, 1], plan.Numbers("DuplicateRecipients", "DuplicateMessages"));
        Assert.Equal([1, 17, 17], plan.Numbers("LongestIndex", "LongestUnits", "LongestCharacters"));
        Assert.Equal([4, 1, 4, null], plan.Numbers("Messages", "Days", "MessagesToday", "RemainingToday"));
        Assert.Equal(TimeSpan.Zero, plan.Duration);
        Assert.Equal([0, 1, 7], plan.Samples.Select(s => s.Index));
        Assert.Equal(["s"], plan.Sessions);
    }

    [Fact]
    public void A_plan_counts_variables_that_may_stay_empty()
    {
        var plan = Plan("-Template 'Halo {{name}}' -MissingVariable Empty -SessionId s", Contact("081234567891", ""));
        Assert.Equal([1], plan.Numbers("Ready"));
        Assert.Equal(["name 1"], plan.Counts("MissingVariables"));
        Assert.Contains(
            plan.Checklist,
            line => line.StartsWith("[!]", StringComparison.Ordinal) && line.Contains("name 1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_plan_shows_the_duration_by_limits_and_delays()
    {
        var rows = Rows(250);
        Assert.Equal(TimeSpan.FromMinutes(2), Plan("-Message x -SessionId s", rows).Duration);
        Assert.Equal(TimeSpan.FromMinutes(4), Plan("-Message x -SessionId s -RequestsPerMinute 60", rows).Duration);
        var slow = Plan("-Message x -SessionId s -Interval 10s-20s", rows);
        Assert.Equal(TimeSpan.FromSeconds(249 * 15), slow.Duration);
        var days = Plan("-Message x -SessionId s, t -MessagesPerDay 50", rows);
        Assert.Equal([3, 100], days.Numbers("Days", "MessagesToday"));
    }

    [Fact]
    public void A_plan_without_input_is_valid()
    {
        var plan = Plan("-Message x -SessionId s");
        Assert.Equal([0, 0, 0], plan.Numbers("Rows", "Messages", "Days"));
        Assert.NotEmpty(plan.Checklist);
    }

    [Fact]
    public async Task An_unreadable_ledger_causes_a_warning()
    {
        await File.WriteAllTextAsync(Ledger, new string('x', 5000), TestContext.Current.CancellationToken);
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Test(server, $"-Message x -Summary -Ledger '{Ledger}' {To}", Contact("081234567890", "Budi"));
        Assert.Equal([null], new ShownPlan(Assert.Single(run.Output)).Numbers("RemainingToday"));
        Assert.Single(run.Warnings);
    }

    [Theory]
    [InlineData("-Template 'x' -Message y", "AmbiguousParameterSet")]
    [InlineData("-Template 'x' -TemplatePath ./x.txt", "AmbiguousParameterSet")]
    [InlineData("-Message x -Variable @{ a = 1 }", "AmbiguousParameterSet")]
    [InlineData("-TemplatePath ./x.txt -Message y", "AmbiguousParameterSet")]
    [InlineData("-TemplatePath ./none.txt", "TEMPLATE_UNREADABLE")]
    [InlineData("-Message x -Ledger ftp://x -Summary", "INVALID_LEDGER")]
    [InlineData("-Message x -Interval 9s-1s", "ParameterArgumentTransformationError")]
    public void An_error_that_ends_a_send_ends_the_test(string arguments, string code)
    {
        var run = Session.Run($"$input | Test-KirimyMessage {arguments}", [Contact("081234567890", "Budi")]);
        Assert.Equal([code], run.ErrorIds);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_piped_preview_is_sent_unless_it_was_refused_or_skipped()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await File.WriteAllTextAsync(Path.Combine(Folder, "out.txt"), "081234567891\n", TestContext.Current.CancellationToken);
        var run = Session.Run(
            "param($uri, $key) $input | Test-KirimyMessage -Template 'Halo {{name}}' -SessionId s "
                + $"-OptOutPath '{Folder}/out.txt' | Send-KirimyMessage -BaseUri $uri -ApiKey $key",
            [Contact("081234567890", "Budi"), Contact("081234567891", "Siti")],
            ("uri", server.BaseUri),
            ("key", Key())
        );
        Assert.Equal(["OPTED_OUT"], run.ErrorIds);
        Assert.Equal("Halo Budi", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public void Both_cmdlets_have_the_same_parameters()
    {
        var run = Session.Run("(Get-Command Send-KirimyMessage).Parameters.Keys; '-'; (Get-Command Test-KirimyMessage).Parameters.Keys");
        var names = run.Clean().As<string>();
        var border = names.ToList().IndexOf("-");
        Assert.Equal(
            ["Confirm", "Summary", "WhatIf"],
            names.Take(border).Except(names.Skip(border + 1)).Concat(names.Skip(border + 1).Except(names.Take(border))).Order()
        );
    }

    private static PSObject Contact(string number, string name) => Row(("wa", number), ("name", name));

    private static IReadOnlyList<ShownPreview> Previews(ScriptRun run) => [.. run.Output.Select(ShownPreview.Of)];

    private IReadOnlyList<ShownPreview> Previews(string arguments, params object?[] rows) => Previews(Test(arguments, rows));

    private ScriptRun Test(string arguments, params object?[] rows) =>
        Session.Run($"$input | Test-KirimyMessage {arguments} -Ledger '{Ledger}'", rows).Clean();

    private ScriptRun Test(ScriptedServer server, string arguments, params object?[] rows) =>
        Session.Run($"param($uri, $key) $input | Test-KirimyMessage {arguments}", rows, ("uri", server.BaseUri), ("key", Key())).Clean();

    private ShownPlan Plan(string arguments, params object?[] rows) => new(Assert.Single(Test("-Summary " + arguments, rows).Output));
}
