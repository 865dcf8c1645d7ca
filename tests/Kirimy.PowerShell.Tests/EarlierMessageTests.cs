using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Follow-ups: results, records and lines of reports that are piped into Send-KirimyMessage and Test-KirimyMessage.</summary>
public sealed class EarlierMessageTests : SendKirimyMessageTestBase
{
    private const string Live = "$r";
    private const string Deserialized =
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 1))";
    private const string Records = "Get-KirimyDelivery -BatchId A -Ledger $ledger";
    private const string Report =
        "$r | Export-KirimyReport $folder/r.csv -ShowNumber; Import-KirimyContact $folder/r.csv | ForEach-Object { $row = [ordered]@{}; foreach ($p in $_.PSObject.Properties) { $row[$p.Name] = $p.Value }; [pscustomobject]$row }";

    private string Ledger => Path.Combine(Folder, "ledger.db");

    private string Options => $"{To} -Ledger '{Ledger}' -ThrottleLimit 1";

    [Theory]
    [InlineData(Live)]
    [InlineData(Deserialized)]
    [InlineData(Records)]
    [InlineData(Report)]
    public async Task A_follow_up_is_a_new_message_without_a_batch(string earlier)
    {
        await using var server = new ScriptedServer((r, _) => r.Message == "first" ? Answer.Refused("NOPE") : Answer.Sent());
        SendFirst(server);
        var run = FollowUp(server, earlier, "-Message again");
        Assert.Equal(["Sent", "Sent"], Statuses(run));
        Assert.Equal(["first", "first", "again", "again"], server.Requests.Select(r => r.Message));
        Assert.All(run.Output, result => Assert.Null(result.Properties["MessageKey"].Value));
    }

    [Theory]
    [InlineData(Live)]
    [InlineData(Deserialized)]
    [InlineData(Records)]
    [InlineData(Report)]
    public async Task A_follow_up_of_sent_messages_is_sent_without_a_batch(string earlier)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendFirst(server);
        Assert.Equal(["Sent", "Sent"], Statuses(FollowUp(server, earlier, "-Message thanks")));
        Assert.Equal(["first", "first", "thanks", "thanks"], server.Requests.Select(r => r.Message));
    }

    [Theory]
    [InlineData(Live)]
    [InlineData(Deserialized)]
    [InlineData(Records)]
    [InlineData(Report)]
    public async Task A_rerun_of_the_batch_keeps_the_message_key(string earlier)
    {
        await using var server = new ScriptedServer((r, n) => r.Message == "first" && n == 0 ? Answer.Refused("NOPE") : Answer.Sent());
        var first = SendFirst(server);
        var run = FollowUp(server, earlier, "-Message corrected -BatchId A");
        Assert.Equal(["Sent", "Skipped"], Statuses(run).Order());
        Assert.Equal(["first", "first", "corrected"], server.Requests.Select(r => r.Message));
        Assert.Equal(Keys(first).Order(), Keys(run).Order());
    }

    [Theory]
    [InlineData(Live)]
    [InlineData(Deserialized)]
    [InlineData(Records)]
    [InlineData(Report)]
    public async Task A_follow_up_in_another_batch_has_a_new_message_key(string earlier)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var first = SendFirst(server);
        var run = FollowUp(server, earlier, "-Message thanks -BatchId B");
        Assert.Equal(["Sent", "Sent"], Statuses(run));
        Assert.Empty(Keys(first).Intersect(Keys(run)));
        Assert.Equal(["Skipped", "Skipped"], Statuses(FollowUp(server, earlier, "-Message thanks -BatchId B")));
    }

    [Fact]
    public async Task The_plan_treats_follow_ups_like_the_send()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendFirst(server);
        Assert.Equal(["Ready", "Ready"], Statuses(FollowUp(server, Live, "-Message thanks", "Test")));
        Assert.Equal(["Ready", "Ready"], Statuses(FollowUp(server, Live, "-Message thanks -BatchId B", "Test")));
        Assert.Equal(["Skipped", "Skipped"], Statuses(FollowUp(server, Live, "-Message thanks -BatchId A", "Test")));
    }

    [Fact]
    public async Task A_message_key_column_identifies_the_message_with_and_without_a_batch()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("wa", "081234567890"), ("message", "x"), ("message_key", "order-1"));
        Assert.Equal(["order-1"], Keys(SendRows(server, Options, row)));
        Assert.Equal(["order-1"], Keys(SendRows(server, Options + " -BatchId A", row)));
    }

    [Fact]
    public async Task The_parameter_takes_precedence_over_the_earlier_key()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendFirst(server);
        Assert.Equal(["k", "k"], Keys(FollowUp(server, Live, "-Message thanks -MessageKey k")));
    }

    [Theory]
    [InlineData(Live)]
    [InlineData(Deserialized)]
    [InlineData(Records)]
    [InlineData(Report)]
    public async Task A_follow_up_without_a_text_is_refused(string earlier)
    {
        await using var server = new ScriptedServer((r, _) => r.Message == "first" ? Answer.Refused("NOPE") : Answer.Sent());
        SendFirst(server);
        var run = FollowUp(server, earlier, "");
        Assert.Equal(["MESSAGE_EMPTY", "MESSAGE_EMPTY"], run.ErrorIds);
        Assert.All(run.Errors, error => Assert.Contains("-Message", error.Exception.Message, StringComparison.Ordinal));
        Assert.Equal(2, server.Requests.Count);
    }

    private static IEnumerable<string?> Keys(ScriptRun run) => Column(run, "MessageKey");

    private static IEnumerable<string?> Column(ScriptRun run, string name) => run.Output.Select(o => o.Properties[name].Value?.ToString());

    private static IEnumerable<string?> Statuses(ScriptRun run) => Column(run, "Status");

    /// <summary>Sends "first" to two recipients in batch A; the results are in $r.</summary>
    private ScriptRun SendFirst(ScriptedServer server) =>
        SendRows(
            server,
            $"-Message first -BatchId A {Options} -ErrorAction SilentlyContinue -OutVariable global:r",
            Row(("wa", "081210000001"), ("nama", "Budi")),
            Row(("wa", "081210000002"), ("nama", "Sari"))
        );

    private ScriptRun FollowUp(ScriptedServer server, string earlier, string arguments, string verb = "Send") =>
        Session.Run(
            $"param($uri, $key, $ledger, $folder) & {{ {earlier} }} | {verb}-KirimyMessage {arguments} {Options}",
            ("uri", server.BaseUri),
            ("key", Key()),
            ("ledger", Ledger),
            ("folder", Folder)
        );
}
