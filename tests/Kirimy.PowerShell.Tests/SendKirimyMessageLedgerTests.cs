using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests reruns with a ledger.</summary>
public sealed class SendKirimyMessageLedgerTests : SendKirimyMessageTestBase
{
    private string Ledger => Path.Combine(Folder, "ledger.db");

    [Fact]
    public async Task A_rerun_of_a_batch_sends_the_unsent_messages()
    {
        await using var server = new ScriptedServer(
            (r, n) =>
                n >= 3 ? Answer.Sent($"M-{n}")
                : r.Message == "b" ? Answer.Refused("NOPE")
                : r.Message == "c" ? Answer.Html(502)
                : Answer.Sent($"M-{n}")
        );
        object?[] rows = [TextRow("a"), TextRow("b"), TextRow("c")];
        var first = SendRows(server, $"-BatchId x {Options} -ThrottleLimit 1", rows);
        Assert.Equal(["Sent", "Failed", "Unknown"], Statuses(first));

        var second = SendRows(server, $"-BatchId x {Options} -ThrottleLimit 1", rows);
        Assert.Equal(["Skipped ALREADY_SENT M-0", "Sent  M-3", "Unknown SERVER_ERROR "], Outcomes(second));
        Assert.Equal(["SERVER_ERROR"], second.ErrorIds);
        Assert.Equal(["a", "b", "c", "b"], server.Requests.Select(r => r.Message));
        Assert.All(second.Output, o => Assert.Equal("x", o.Properties["BatchId"].Value));
        Assert.Equal(
            first.Output.Select(o => o.Properties["MessageKey"].Value),
            second.Output.Select(o => o.Properties["MessageKey"].Value)
        );
    }

    [Fact]
    public async Task A_warning_is_written_before_sending_when_another_API_key_has_sent_messages_of_the_batch()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Empty(SendRows(server, $"-BatchId x {Options}", TextRow("a")).Clean().Warnings);
        Assert.Empty(SendRows(server, $"-BatchId x {Options}", TextRow("a")).Clean().Warnings);
        var renewed =
            $"-BatchId x -BaseUri $uri -ApiKey ([System.Net.NetworkCredential]::new('', 'renewed').SecurePassword) -SessionId s -Ledger '{Ledger}'";
        SendRows(server, renewed + " -WarningAction Stop", TextRow("a"));
        Assert.Single(server.Requests);
        var warning = Assert.Single(SendRows(server, renewed, TextRow("a")).Clean().Warnings);
        Assert.Matches("Set-KirimyDelivery -BatchId 'x' -FromKey [0-9a-f]{12}$", warning);
        Assert.Equal(2, server.Requests.Count);
        Assert.Empty(
            SendRows(server, renewed.Replace("-BatchId x", "-BatchId y", StringComparison.Ordinal), TextRow("a")).Clean().Warnings
        );
    }

    [Fact]
    public async Task ResendUnknown_sends_an_Unknown_message_again()
    {
        await using var server = new ScriptedServer((_, n) => n < 2 ? Answer.Drop : Answer.Sent());
        Assert.Equal(["Unknown"], Statuses(SendRows(server, $"-BatchId x {Options}", TextRow("a"))));
        Assert.Equal(["Unknown"], Statuses(SendRows(server, $"-BatchId x {Options}", TextRow("a"))));
        Assert.Single(server.Requests);
        Assert.Equal(["Unknown"], Statuses(SendRows(server, $"-BatchId x {Options} -ResendUnknown", TextRow("a"))));
        Assert.Equal(["Sent"], Statuses(SendRows(server, $"-BatchId x {Options} -ResendUnknown", TextRow("a"))));
        Assert.Equal(["Skipped"], Statuses(SendRows(server, $"-BatchId x {Options} -ResendUnknown", TextRow("a"))));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_Unknown_message_stays_Unknown_when_its_resend_fails()
    {
        await using var server = new ScriptedServer((_, n) => n == 0 ? Answer.Drop : Answer.Refused("NOPE"));
        SendRows(server, $"-BatchId x {Options}", TextRow("a"));
        var again = SendRows(server, $"-BatchId x {Options} -ResendUnknown", TextRow("a"));
        Assert.Equal(["Unknown"], Statuses(again));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(["Unknown"], Statuses(SendRows(server, $"-BatchId x {Options}", TextRow("a"))));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Equal_rows_of_a_batch_are_each_sent_once()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        object?[] rows = [TextRow("a"), TextRow("a"), TextRow("b")];
        Assert.Equal(["Sent", "Sent", "Sent"], Statuses(SendRows(server, $"-BatchId x {Options}", rows)));
        Assert.Equal(
            ["Skipped", "Skipped", "Skipped", "Sent"],
            Statuses(SendRows(server, $"-BatchId x {Options}", [.. rows, TextRow("a")]))
        );
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Every_message_is_new_without_a_batch_and_a_key()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        for (var i = 0; i < 2; i++)
        {
            var run = SendRows(server, Options, TextRow("a"));
            Assert.Equal(["Sent"], Statuses(run));
            Assert.Null(run.Output[0].Properties["MessageKey"].Value);
        }

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Another_batch_sends_the_message_again()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Equal(["Sent"], Statuses(SendRows(server, $"-BatchId x {Options}", TextRow("a"))));
        Assert.Equal(["Sent"], Statuses(SendRows(server, $"-BatchId y {Options}", TextRow("a"))));
    }

    [Fact]
    public async Task A_message_key_is_sent_once_to_each_recipient()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var send = $"Send-KirimyMessage -Recipient 081234567890, 081234567891 -Message x -MessageKey order-1 {Options}";
        Assert.Equal(["Sent", "Sent"], Statuses(Send(server, send)));
        var second = Send(server, send.Replace("-Message x", "-Message 'x, once more'", StringComparison.Ordinal));
        Assert.Equal(["Skipped", "Skipped"], Statuses(second));
        Assert.All(second.Output, o => Assert.Equal("order-1", o.Properties["MessageKey"].Value));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_row_may_have_its_message_key()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("wa", "081234567890"), ("message", "a"), ("Message Key", "k"), ("id", "1"));
        var other = Row(("wa", "081234567890"), ("message", "b"), ("idempotency_key", "k"), ("id", "2"));
        Assert.Equal(["Sent", "Skipped"], Statuses(SendRows(server, Options, row, other)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_record_of_a_part_is_resent_as_its_whole_message()
    {
        var refuses = true;
        await using var server = new ScriptedServer(
            (r, _) => refuses && r.Message.StartsWith("(2/3)", StringComparison.Ordinal) ? Answer.Refused("NOPE") : Answer.Sent()
        );
        var first = Send(
            server,
            $"Send-KirimyMessage 081234567890 ('word ' * 2000) -BatchId x -MessageKey k -KeepText -Overflow Split {Options}"
        );
        Assert.Equal(["Failed PARTLY_SENT M-1"], Outcomes(first));
        refuses = false;
        var again = Send(
            server,
            $"Get-KirimyDelivery -BatchId x -Status Failed -Ledger '{Ledger}' | Send-KirimyMessage -BatchId x -Overflow Split {Options}"
        );
        Assert.Equal(["Sent  M-1"], Outcomes(again));
        Assert.Equal("k", Assert.Single(again.Output).Properties["MessageKey"].Value);
        Assert.Equal(["(1/3)", "(2/3)", "(2/3)", "(3/3)"], server.Requests.Select(r => r.Message[..5]));
    }

    [Fact]
    public async Task The_daily_limit_of_a_campaign_is_one_error_and_a_result_for_each_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x -BatchId c -RequestsPerMinute 1000000 {Options}", Rows(5000));
        Assert.Equal(["DAILY_LIMIT"], run.ErrorIds);
        Assert.Equal(
            [("NotSent", 4000), ("Sent", 1000)],
            run.Output.CountBy(o => o.Properties["Status"].Value.ToString()!).Select(count => (count.Key, count.Value)).Order()
        );
        var records = Session.Run($"Get-KirimyDelivery -BatchId c -Status NotSent -Ledger '{Ledger}'").Clean();
        Assert.Equal(4000, records.Output.Count(o => (string)o.Properties["ErrorCode"].Value == "DAILY_LIMIT"));
        Assert.Equal(1000, server.Requests.Count);
    }

    [Fact]
    public async Task Limits_are_shared_by_successive_processes()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 x -MessagesPerDay 1 {Options}").Clean();
        using var other = FreshProcess.Start(
            $$"""
            Import-Module '{{BuiltModule.ManifestPath}}'
            $key = [System.Net.NetworkCredential]::new('', '{{KeyText}}').SecurePassword
            $result = Send-KirimyMessage 081234567890 x -MessagesPerDay 1 -SessionId s -BaseUri '{{server.BaseUri}}' -ApiKey $key -Ledger '{{Ledger}}' -ErrorAction Ignore
            $result.ErrorCode
            """
        );
        Assert.Equal(["DAILY_LIMIT"], await Task.Run(other.Lines));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("garbage", "LEDGER_DAMAGED")]
    [InlineData("folder", "LEDGER_UNAVAILABLE")]
    public async Task An_unusable_ledger_ends_the_cmdlet_before_sending(string what, string code)
    {
        if (what == "folder")
        {
            Directory.CreateDirectory(Ledger);
        }
        else
        {
            await File.WriteAllTextAsync(Ledger, new string('x', 5000), TestContext.Current.CancellationToken);
        }

        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-BatchId x {Options}", TextRow("a"));
        Assert.Equal([code], run.ErrorIds);
        var error = Assert.Single(run.Errors);
        Assert.Contains(Ledger, error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("ftp://host/1")]
    [InlineData("redis://")]
    [InlineData("redis://user:hunter2@host:notaport")]
    public async Task An_invalid_ledger_address_is_refused_without_showing_its_password(string ledger)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890 x {To} -Ledger '{ledger}'");
        Assert.Equal(["INVALID_LEDGER"], run.ErrorIds);
        Assert.DoesNotContain("hunter2", run.Errors[0].Exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_batch_without_a_ledger_is_known_only_in_its_process()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Equal(["Sent"], Statuses(SendRows(server, $"-BatchId x {To} -Ledger None", TextRow("a"))));
        Assert.Equal(["Skipped"], Statuses(SendRows(server, $"-BatchId x {To} -Ledger none", TextRow("a"))));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task WhatIf_does_not_use_the_ledger()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Equal(["Skipped"], Statuses(SendRows(server, $"-BatchId x {Options} -WhatIf", TextRow("a"))));
        Assert.False(File.Exists(Ledger));
    }

    private string Options => $"{To} -Ledger '{Ledger}'";

    private static System.Management.Automation.PSObject TextRow(string text) => Row(("wa", "081234567890"), ("message", text));

    private static IEnumerable<string> Statuses(ScriptRun run) => InOrder(run).Select(o => o.Properties["Status"].Value.ToString()!);

    private static IEnumerable<string> Outcomes(ScriptRun run) =>
        InOrder(run)
            .Select(o =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{o.Properties["Status"].Value} {o.Properties["ErrorCode"].Value} {o.Properties["MessageId"].Value}"
                )
            );

    private static IEnumerable<System.Management.Automation.PSObject> InOrder(ScriptRun run) =>
        run.Output.OrderBy(o => (int)o.Properties["Index"].Value);
}
