using Kirimy.Client.Tests.Servers;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the cmdlets that find, resolve and delete records.</summary>
public sealed class DeliveryCommandTests : SendKirimyMessageTestBase
{
    private string Ledger => Path.Combine(Folder, "ledger.db");

    private string At => $"-Ledger '{Ledger}'";

    [Fact]
    public async Task Records_are_filtered_and_returned_newest_first()
    {
        await using var server = Mixed();
        Fill(server);
        Assert.Equal(["d", "c", "b", "a"], Texts($"Get-KirimyDelivery {At}"));
        Assert.Equal(["d", "c"], Texts($"Get-KirimyDelivery {At} -First 2"));
        Assert.Equal(["d"], Texts($"Get-KirimyDelivery {At} -BatchId y"));
        Assert.Equal(["c", "b"], Texts($"Get-KirimyDelivery {At} -Status Failed, Unknown"));
        Assert.Equal(["b"], Texts($"Get-KirimyDelivery {At} -Recipient '+62 812-1000-0002'"));
        Assert.Equal(4, Texts($"Get-KirimyDelivery {At} -Since 1").Count);
        Assert.Equal(4, Texts($"Get-KirimyDelivery {At} -Since ([datetime]::Now.AddMinutes(-5))").Count);
        Assert.Empty(Texts($"Get-KirimyDelivery {At} -Since ([datetime]::Now.AddDays(1))"));
    }

    [Fact]
    public async Task A_record_has_the_values_of_the_result()
    {
        await using var server = Mixed();
        Fill(server);
        var record = Session.Run($"Get-KirimyDelivery {At} -Status Failed").Clean();
        Assert.Equal(
            ("6281210000002", "s", "Failed", "NOPE", 400, 1, "x"),
            (
                record.Member(0, "Recipient"),
                record.Member(0, "SessionId"),
                record.Member(0, "Status")!.ToString(),
                record.Member(0, "ErrorCode"),
                record.Member(0, "HttpStatus"),
                record.Member(0, "Attempts"),
                record.Member(0, "BatchId")
            )
        );
        Assert.Equal(12, record.Member(0, "KeyFingerprint")!.ToString()!.Length);
        var key = KeyText;
        Assert.DoesNotContain(key, await ReadAllAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_recorded_only_with_KeepText()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 'a secret of ours' {To} {At} -BatchId x").Clean();
        Assert.Null(Session.Run($"Get-KirimyDelivery {At}").Clean().Member(0, "Message"));
        Assert.DoesNotContain("a secret of ours", await ReadAllAsync(), StringComparison.Ordinal);
        Send(server, $"Send-KirimyMessage 081234567890 'a text to keep' {To} {At} -KeepText").Clean();
        Assert.Equal("a text to keep", Session.Run($"Get-KirimyDelivery {At} -First 1").Clean().Member(0, "Message"));
    }

    [Fact]
    public async Task Records_of_failed_messages_can_be_sent_again()
    {
        await using var server = Mixed();
        Fill(server);
        var again = Send(server, $"Get-KirimyDelivery {At} -BatchId x -Status Failed | Send-KirimyMessage {To} {At} -BatchId x -KeepText")
            .Clean();
        Assert.Equal("Sent", Status(again, 0));
        Assert.Empty(Texts($"Get-KirimyDelivery {At} -BatchId x -Status Failed"));
        Assert.Equal("b", server.Requests[^1].Message);
    }

    [Fact]
    public async Task A_record_without_its_text_requires_a_text()
    {
        await using var server = new ScriptedServer((_, n) => n == 0 ? Answer.Refused("NOPE") : Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 a {To} {At} -BatchId x -ErrorAction Ignore");
        var without = Send(server, $"Get-KirimyDelivery {At} | Send-KirimyMessage {To} {At} -BatchId x");
        Assert.Equal(["MESSAGE_EMPTY"], without.ErrorIds);
        Assert.Contains("-KeepText", without.Output[0].Properties["ErrorMessage"].Value.ToString(), StringComparison.Ordinal);
        Send(server, $"Get-KirimyDelivery {At} | Send-KirimyMessage -Message a {To} {At} -BatchId x").Clean();
        Assert.Equal(2, server.Requests.Count);

        // It is the same message, so a rerun of the batch skips it.
        var rerun = Send(server, $"Send-KirimyMessage 081234567890 a {To} {At} -BatchId x").Clean();
        Assert.Equal("Skipped", Status(rerun, 0));
    }

    [Fact]
    public async Task An_Unknown_record_can_be_resolved_once()
    {
        await using var server = Mixed();
        Fill(server);
        Assert.Empty(Session.Run($"Get-KirimyDelivery {At} -Status Unknown | Set-KirimyDelivery -Status Sent {At} -WhatIf").Output);
        Assert.Single(Texts($"Get-KirimyDelivery {At} -Status Unknown"));

        var settled = Session.Run($"Get-KirimyDelivery {At} -Status Unknown | Set-KirimyDelivery -Status Sent {At} -PassThru").Clean();
        Assert.Equal("Sent", Status(settled, 0));
        Assert.Empty(Texts($"Get-KirimyDelivery {At} -Status Unknown"));
        var rerun = SendRows(server, $"{To} {At} -BatchId x", Row(("wa", "081210000003"), ("message", "c"))).Clean();
        Assert.Equal("Skipped", Status(rerun, 0));

        var again = Session.Run($"Get-KirimyDelivery {At} -BatchId x -First 1 | Set-KirimyDelivery -Status Failed {At}");
        Assert.Equal(["RECORD_NOT_UNKNOWN"], again.ErrorIds);
        Assert.Equal(["RECORD_NOT_FOUND"], Session.Run($"Set-KirimyDelivery no-such-id -Status Sent {At}").ErrorIds);
    }

    [Fact]
    public async Task A_message_resolved_as_Failed_is_sent_by_the_next_run()
    {
        await using var server = Mixed();
        Fill(server);
        Session.Run($"Set-KirimyDelivery -Id (Get-KirimyDelivery {At} -Status Unknown).Id -Status Failed {At}").Clean();
        var rerun = SendRows(server, $"{To} {At} -BatchId x", Row(("wa", "081210000003"), ("message", "c"))).Clean();
        Assert.Equal("Sent", Status(rerun, 0));
    }

    [Fact]
    public async Task Records_are_deleted_by_batch_and_by_age()
    {
        await using var server = Mixed();
        Fill(server);
        Session.Run($"Clear-KirimyDelivery -BatchId x {At} -WhatIf").Clean();
        Session.Run($"Clear-KirimyDelivery -OlderThan 30 {At} -Confirm:$false").Clean();
        Assert.Equal(4, Texts($"Get-KirimyDelivery {At}").Count);
        Session.Run($"Clear-KirimyDelivery -BatchId x {At} -Confirm:$false").Clean();
        Assert.Equal(["d"], Texts($"Get-KirimyDelivery {At}"));
        Session.Run($"Clear-KirimyDelivery -OlderThan ([datetime]::Now.AddDays(1)) {At} -Confirm:$false").Clean();
        Assert.Empty(Texts($"Get-KirimyDelivery {At}"));
    }

    [Fact]
    public void A_missing_ledger_is_empty_and_not_created()
    {
        Assert.Empty(Session.Run($"Get-KirimyDelivery {At}").Clean().Output);
        Assert.Empty(Session.Run($"Get-KirimyQuota {At}").Clean().Output);
        Session.Run($"Clear-KirimyDelivery {At} -Confirm:$false").Clean();
        Assert.False(File.Exists(Ledger));
    }

    [Fact]
    public async Task The_quota_has_the_used_and_the_remaining_count()
    {
        await using var server = new ScriptedServer((r, _) => r.Message == "no" ? Answer.Refused("NOPE") : Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890, 081234567891 x {To} {At}").Clean();
        Send(server, $"Send-KirimyMessage 081234567890 no {To} {At} -ErrorAction Ignore");
        var quota = Session.Run($"Get-KirimyQuota s {At} -MessagesPerDay 10 -RequestsPerMinute 5").Clean();
        Assert.Equal(
            ("s", 3, 5, 2, 8),
            (
                quota.Member(0, "SessionId"),
                quota.Member(0, "RequestsInWindow"),
                quota.Member(0, "RequestLimit"),
                quota.Member(0, "SentToday"),
                quota.Member(0, "RemainingToday")
            )
        );
        Assert.InRange((DateTimeOffset)quota.Member(0, "ResetsAt")!, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        Assert.Empty(Session.Run($"Get-KirimyQuota t* {At}").Clean().Output);
    }

    [Theory]
    [InlineData("-BatchId ''", "RECORD_NOT_FOUND")]
    [InlineData("-First 0", "ParameterArgumentValidationError")]
    [InlineData("-Since -5", "ParameterArgumentTransformationError")]
    public void Meaningless_arguments_are_refused(string arguments, string code) =>
        Assert.StartsWith(code, Assert.Single(Session.Run($"Get-KirimyDelivery {At} {arguments}").ErrorIds), StringComparison.Ordinal);

    [Fact]
    public void A_recipient_that_is_not_a_number_is_refused() =>
        Assert.Equal(["INVALID_PHONE_NUMBER"], Session.Run($"Get-KirimyDelivery {At} -Recipient abc").ErrorIds);

    private static ScriptedServer Mixed() =>
        new(
            (r, n) =>
                n >= 4 ? Answer.Sent()
                : r.Message == "b" ? Answer.Refused("NOPE")
                : r.Message == "c" ? Answer.Html(502)
                : Answer.Sent()
        );

    private void Fill(ScriptedServer server)
    {
        var rows = "abc".Select((c, i) => (object?)Row(("wa", $"08121000000{i + 1}"), ("message", c.ToString()))).ToArray();
        SendRows(server, $"{To} {At} -BatchId x -KeepText -ThrottleLimit 1 -ErrorAction Ignore", rows);
        Send(server, $"Send-KirimyMessage 081234567890 d {To} {At} -BatchId y -KeepText").Clean();
    }

    private IReadOnlyList<string> Texts(string command) =>
        [.. Session.Run(command).Clean().Output.Select(o => (string)o.Properties["Message"].Value)];

    private async Task<string> ReadAllAsync()
    {
        var all = string.Empty;
        foreach (var file in Directory.GetFiles(Folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            all += await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        return all;
    }
}
