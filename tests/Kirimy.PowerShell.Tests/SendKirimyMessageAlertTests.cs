using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests alerts that fire repeatedly.</summary>
public sealed class SendKirimyMessageAlertTests : SendKirimyMessageTestBase
{
    private const string Storm = """
        Import-Module 'MODULE'
        $key = [System.Net.NetworkCredential]::new('', 'b22d5cc2a561ce890269f782d3321858').SecurePassword
        $to = @{ SessionId = 's'; BaseUri = 'URI'; ApiKey = $key; Ledger = 'LEDGER'; SuppressFor = '01:00:00'; SuppressionKey = 'disk' }
        foreach ($i in 1..5) { $r = Send-KirimyMessage -Recipient 081234567890 -Message "disk $PID $i" @to; '{0} {1}' -f $r.Status, $r.ErrorCode }
        """;

    private string Ledger => Path.Combine(Folder, "ledger.db");

    [Fact]
    public async Task The_same_alert_is_suppressed_and_counted_by_the_next_one()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        string Alert(string window) => $"Send-KirimyMessage 081234567890 'disk full' {To} -Ledger '{Ledger}' -SuppressFor {window}";
        Assert.Equal("Sent", Status(Send(server, Alert("01:00:00")).Clean(), 0));
        var held = Send(server, $"1..3 | ForEach-Object {{ {Alert("01:00:00")} }}").Clean();
        Assert.Equal(["SUPPRESSED", "SUPPRESSED", "SUPPRESSED"], Enumerable.Range(0, 3).Select(i => held.Member(i, "ErrorCode")));
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(i => held.Member(i, "SuppressedCount")));
        Assert.Equal("Skipped", Status(held, 0));
        var next = Send(server, Alert("00:00:00.001")).Clean();
        Assert.Equal(("Sent", 3), (Status(next, 0), next.Member(0, "SuppressedCount")));
        Assert.Matches("^disk full\n\\(3 more like this since .+\\)$", server.Requests[1].Message);
    }

    [Fact]
    public async Task The_note_can_be_customized_or_omitted()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        string Alert(string text, string window) => $"Send-KirimyMessage 081234567890 {text} {To} -Ledger '{Ledger}' -SuppressFor {window}";
        Send(server, Alert("a", "01:00:00; ") + Alert("a", "01:00:00")).Clean();
        Send(server, Alert("a", "00:00:00.001 -SuppressionNote 'plus {{count:000}} {{since:yyyy}}'")).Clean();
        Send(server, Alert("b", "01:00:00; ") + Alert("b", "01:00:00")).Clean();
        Send(server, Alert("b", "00:00:00.001 -SuppressionNote ''")).Clean();
        Assert.Equal(3, server.Requests.Count(r => r.Message is "a" or "b"));
        Assert.Matches(@"^a\nplus 001 20\d\d$", server.Requests[1].Message);
    }

    [Theory]
    [InlineData("-SuppressionKey k", "SUPPRESS_FOR_MISSING")]
    [InlineData("-SuppressionNote x", "SUPPRESS_FOR_MISSING")]
    [InlineData("-SuppressFor 01:00:00 -SuppressionNote '{{counter}}'", "MISSING_VARIABLE")]
    [InlineData("-SuppressFor 01:00:00 -SuppressionNote '{{count:dd MMMM}}'", "FORMAT_MISMATCH")]
    [InlineData("-SuppressFor 31.00:00:00", "ParameterArgumentValidationError")]
    public async Task Invalid_alert_parameters_are_refused_before_sending(string arguments, string id)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890 x {To} {arguments}");
        Assert.Equal([id], run.ErrorIds);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task One_message_is_sent_when_several_processes_alert_simultaneously()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var script = Storm
            .Replace("MODULE", BuiltModule.ManifestPath, StringComparison.Ordinal)
            .Replace("URI", server.BaseUri.AbsoluteUri, StringComparison.Ordinal)
            .Replace("LEDGER", Ledger, StringComparison.Ordinal);
        var processes = Enumerable.Range(0, 4).Select(_ => new ScriptProcess(script)).ToList();
        var ends = await Task.WhenAll(processes.Select(process => process.EndAsync()));
        processes.ForEach(process => process.Dispose());
        Assert.All(ends, end => Assert.Equal((5, string.Empty), (end.Lines.Length, end.Errors)));
        var lines = ends.SelectMany(end => end.Lines).ToList();
        Assert.Single(lines, line => line == "Sent");
        Assert.Equal(19, lines.Count(line => line == "Skipped SUPPRESSED"));
        Assert.Single(server.Requests);
    }
}
