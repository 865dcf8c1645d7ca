using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the summary line of a bulk send.</summary>
public sealed class SendKirimyMessageEndLineTests : SendKirimyMessageTestBase
{
    private string At => $"-Message x {To} -Ledger '{Path.Combine(Folder, "ledger.db")}'";

    [Fact]
    public async Task A_bulk_send_ends_with_one_line_of_information()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, At, Rows(10)).Clean();
        Assert.Matches("^10 sent, [0-9]+ s\\.$", Assert.Single(run.Information));
        Assert.Equal(10, run.Output.Count);
        Assert.Empty(SendRows(server, At, Rows(9)).Clean().Information);
    }

    [Fact]
    public async Task The_line_shows_when_the_daily_limit_resets()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"{At} -BatchId x -MessagesPerDay 4", Rows(12));
        Assert.Matches(
            "^4 sent, 8 not sent, [0-9]+ s; run the same command again after [0-9]{2}:[0-9]{2} \\((WIB|WITA|WIT|UTC.*)\\)$",
            Assert.Single(run.Information)
        );
        Assert.Equal(["DAILY_LIMIT"], run.ErrorIds);
        var batch = Session.Run(
            $"$b = Get-KirimyBatch x {At[At.IndexOf("-Ledger", StringComparison.Ordinal)..]}; $b.Total, $b.Sent, $b.NotSent"
        );
        Assert.Equal([12, 4, 8], batch.Clean().As<int>());
    }

    [Fact]
    public async Task The_line_shows_whether_the_same_command_sends_the_rest()
    {
        await using var server = new ScriptedServer((_, n) => n % 5 == 4 ? Answer.Refused("QUOTA_EXCEEDED") : Answer.Sent());
        Assert.Matches(
            "^4 sent, 1 failed, 7 not sent, [0-9]+ s; run the same command again to send the rest$",
            Assert.Single(SendRows(server, $"{At} -BatchId x -ThrottleLimit 1 -ErrorAction Ignore", Rows(12)).Information)
        );
        Assert.Matches(
            "^4 sent, 1 failed, 7 not sent, [0-9]+ s; without -BatchId, the same command sends all messages again$",
            Assert.Single(SendRows(server, $"{At} -ThrottleLimit 1 -ErrorAction Ignore", Rows(12)).Information)
        );
    }

    [Theory]
    [InlineData("-InformationAction SilentlyContinue", 0)]
    [InlineData("-InformationAction Ignore", 0)]
    [InlineData("-InformationAction Continue", 1)]
    public async Task InformationAction_applies_in_non_interactive_sessions(string argument, int lines)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Equal(lines, SendRows(server, $"{At} {argument}", Rows(10)).Clean().Information.Count);
        using var unwatched = PowerShellSession.Open(host: new RecordingHost(hasScreen: false));
        Assert.Equal(lines, Run(argument).Information.Count);
        Assert.Empty(Run(string.Empty).Information);

        ScriptRun Run(string with) =>
            unwatched
                .Run($"param($uri, $key) $input | Send-KirimyMessage {At} {with}", Rows(10), ("uri", server.BaseUri), ("key", Key()))
                .Clean();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("", true)]
    [InlineData("-InformationAction Ignore", false)]
    public async Task A_stopped_run_ends_with_the_same_line(string argument, bool isShown)
    {
        using var open = new ManualResetEventSlim();
        await using var server = new ScriptedServer(
            (_, n) =>
            {
                if (n > 4)
                {
                    open.Wait(TimeSpan.FromMinutes(1));
                }

                return Answer.Sent();
            }
        );
        var path = Contacts("wa\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"0812{10_000_000 + i}\n")));
        using var sending = Session.Start(
            $"param($uri, $key, $path) Import-KirimyContact $path | Send-KirimyMessage {At} -BatchId x -ThrottleLimit 1 {argument}",
            ("uri", server.BaseUri),
            ("key", Key()),
            ("path", path)
        );
        await RunningScript.HaveWrittenAsync(5, TestContext.Current.CancellationToken, sending);
        var stopping = sending.StopAsync(TestContext.Current.CancellationToken);
        open.Set();
        await stopping;
        var shown = Session.Host.Text.Split('\n').Where(line => line.Contains(" sent, ", StringComparison.Ordinal)).ToList();
        Assert.Equal(isShown ? 1 : 0, shown.Count);
        Assert.All(
            shown,
            line => Assert.Matches("^[5-9] sent, 2[0-9] not sent, [0-9]+ s; run the same command again to send the rest\r?$", line)
        );
        var batch = Session.Run(
            $"$b = Get-KirimyBatch x -Ledger '{Path.Combine(Folder, "ledger.db")}'; $b.Total, ($b.Sent + $b.NotSent + $b.Unknown)"
        );
        Assert.Equal([30, 30], batch.Clean().As<int>());
    }

    [Fact]
    public async Task The_line_shows_every_outcome_and_a_command_for_details()
    {
        await using var server = new ScriptedServer(
            (_, n) =>
                n == 3 ? Answer.Html(502)
                : n == 4 ? Answer.Refused("NOPE")
                : Answer.Sent()
        );
        object?[] rows = [.. Rows(11), Row(("wa", "0812")), Rows(1)[0]];
        Assert.Matches(
            "^9 sent, 2 failed, 1 unknown, 1 skipped, [0-9]+ s; see Get-KirimyDelivery -BatchId 'it''s' -Status Unknown$",
            Assert.Single(SendRows(server, $"{At} -BatchId \"it's\" -SkipDuplicate -ThrottleLimit 1 -ErrorAction Ignore", rows).Information)
        );
    }

    private string Contacts(string text)
    {
        var path = Path.Combine(Folder, "contacts.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
