using System.Management.Automation;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the progress of batches, and moving a batch to another API key.</summary>
public sealed class BatchCommandTests : SendKirimyMessageTestBase
{
    private const string NewKey = "-BaseUri $uri -ApiKey ([System.Net.NetworkCredential]::new('', 'renewed').SecurePassword)";

    private string At => $"-Ledger '{Path.Combine(Folder, "ledger.db")}'";

    [Fact]
    public async Task A_batch_counts_refused_rows_and_messages_that_were_not_sent()
    {
        await using var server = new ScriptedServer(
            (r, n) =>
                r.Message switch
                {
                    "b" => Answer.Refused("NOPE"),
                    "c" => Answer.Html(502),
                    "f" when n == 3 => Answer.Refused("QUOTA_EXCEEDED"),
                    _ => Answer.Sent($"M-{n}"),
                }
        );
        object?[] rows =
        [
            Contact("081210000001", "a", 2),
            Contact("081210000002", "b", 3),
            Contact("081210000003", "c", 4),
            Contact("0812", "d", 5),
            Contact("081210000005", "", 6),
            Contact("081210000006", "f", 7),
            Contact("081210000006", "f", 8),
            Contact("081210000007", "g", 9),
        ];
        var first = SendRows(server, $"-BatchId x -ThrottleLimit 1 -SkipDuplicate {To} {At}", rows);
        Assert.Equal(rows.Length, first.Output.Count);
        SendRows(server, $"-BatchId yz {To} {At}", rows[0]);
        Assert.Equal(["yz 1: 1 0 0 0 0", "x 7: 1 4 1 1 0"], Counts(string.Empty));
        Assert.Equal([false, true], Session.Run($"Get-KirimyBatch {At} | % {{ $null -ne $_.NextReset }}").Clean().As<bool>());
        Assert.Equal(["yz 1: 1 0 0 0 0"], Counts("Y*"));
        Assert.Empty(Counts("-BatchId nothing"));

        // The corrected rows replace the refused ones.
        rows[3] = Contact("081210000004", "d", 5);
        rows[4] = Contact("081210000005", "e", 6);
        SendRows(server, $"-BatchId x -SkipDuplicate {To} {At}", rows);
        Assert.Equal(["x 7: 5 1 1 0 0"], Counts("x"));
    }

    [Fact]
    public async Task A_run_without_a_ledger_file_has_no_batches()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 x -BatchId x {To} -Ledger None").Clean();
        Assert.Empty(Session.Run($"Get-KirimyBatch {At}").Clean().Output);
        Assert.Equal(["INVALID_LEDGER"], Session.Run("Get-KirimyBatch -Ledger None").ErrorIds);
    }

    [Fact]
    public async Task A_batch_moved_to_a_new_API_key_is_not_sent_again()
    {
        await using var server = new ScriptedServer((r, n) => r.Message == "b" ? Answer.Refused("NOPE") : Answer.Sent($"M-{n}"));
        object?[] rows = [Contact("081210000001", "a", 2), Contact("081210000002", "b", 3)];
        SendRows(server, $"-BatchId x {To} {At}", rows);
        var old = KeyOf("x");
        var takeOver = $"Set-KirimyDelivery -BatchId x -FromKey {old} {NewKey} {At}";
        Assert.Empty(Send(server, takeOver + " -WhatIf -PassThru").Clean().Output);
        Assert.Equal(old, KeyOf("x"));
        var taken = Send(server, takeOver + " -PassThru").Clean();
        Assert.Equal(("x", 1, 1), (taken.Member(0, "BatchId"), taken.Member(0, "Sent"), taken.Member(0, "Failed")));
        Assert.NotEqual(old, KeyOf("x"));
        var again = Session.Run(
            $"param($uri) $input | Send-KirimyMessage -BatchId x {NewKey} -SessionId s {At}",
            rows,
            ("uri", server.BaseUri)
        );
        Assert.Empty(again.Warnings);
        Assert.Equal(("Skipped", "ALREADY_SENT"), (Status(again, 0), again.Member(0, "ErrorCode")));
        Assert.Equal(["a", "b", "b"], server.Requests.Select(r => r.Message).Order());
        Assert.Equal(["RECORD_NOT_FOUND"], Send(server, takeOver).ErrorIds);
    }

    [Fact]
    public async Task Completion_offers_batches_and_their_API_keys()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, $"-BatchId x {To} {At}", Contact("081210000001", "a", 2)).Clean();
        var key = KeyOf("x");
        foreach (
            var (command, offered) in new[]
            {
                ("Get-KirimyBatch ", "x"),
                ("Set-KirimyDelivery -BatchId ", "x"),
                ("Export-KirimyReport r.html -BatchId ", "x"),
                ("Set-KirimyDelivery -BatchId x -FromKey ", key),
            }
        )
        {
            var words = command.Split(' ', 2);
            var line = $"{words[0]} {At} {words[1]}";
            var completed = Session.Run("param($line) (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line));
            Assert.Equal([offered], completed.Output.Select(o => ((string)o.BaseObject).Trim('\'')));
        }
    }

    /// <summary>The shown values of batches: name, total, and counts by status.</summary>
    private IReadOnlyList<string> Counts(string arguments) =>
        Session
            .Run(
                $"Get-KirimyBatch {arguments} {At} | % {{ '{{0}} {{1}}: {{2}} {{3}} {{4}} {{5}} {{6}}' -f "
                    + "$_.BatchId, $_.Total, $_.Sent, $_.Failed, $_.Unknown, $_.NotSent, $_.InProgress }"
            )
            .Clean()
            .As<string>();

    private string KeyOf(string batch) => (string)Session.Run($"Get-KirimyBatch {batch} {At}").Clean().Member(0, "KeyFingerprint")!;

    private static PSObject Contact(string number, string message, int row) =>
        Row(("wa", number), ("message", message), ("RowNumber", row), ("SourceFile", "contacts.csv"));
}
