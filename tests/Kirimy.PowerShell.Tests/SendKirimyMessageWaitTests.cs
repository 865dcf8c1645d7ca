using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests that waits are shown and end when the pipeline is stopped.</summary>
public sealed class SendKirimyMessageWaitTests : SendKirimyMessageTestBase
{
    // The shortest of these waits is a minute, or random and repeated, so a test never waits for its end.
    [Theory(Timeout = 120_000)]
    [InlineData("sends", "-RequestsPerMinute 3", "Rate limit: next at", 3)]
    [InlineData("sends", "-Interval 1h", "Delay between messages: next at", 1)]
    [InlineData("sends", "-Interval 0-1h", "Delay between messages: next at", 1)]
    [InlineData("is busy", "", "Service busy: retry at", 0)]
    [InlineData("times out", "-MaximumRetryCount 100 -RetryIntervalSec 60", "Retry at", 0)]
    [InlineData("is down", "-MaximumRetryCount 100 -RetryIntervalSec 5", "Service unreachable: retry at", 0)]
    public async Task A_wait_is_shown_and_ends_when_the_pipeline_is_stopped(string service, string parameters, string text, int sent)
    {
        await using var server = new ScriptedServer(
            service switch
            {
                "is busy" => Answer.Html(429, "Retry-After: 300"),
                "times out" => Answer.Html(408),
                _ => Answer.Sent(),
            }
        );
        var uri = service == "is down" ? new Uri("http://127.0.0.1:9/") : server.BaseUri;
        using var shown = new SemaphoreSlim(0);
        Session.Host.OnProgress = record =>
        {
            if (record.CurrentOperation?.StartsWith(text, StringComparison.Ordinal) == true)
            {
                shown.Release();
            }
        };
        using var sending = StartRows(Session, uri, $"{parameters} {To}", Rows(10));
        await shown.WaitAsync(TestContext.Current.CancellationToken);
        await RunningScript.HaveWrittenAsync(sent, TestContext.Current.CancellationToken, sending);
        await sending.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(sent, sending.Output.Count);
        if (sent > 0)
        {
            Assert.Equal(sent, server.Requests.Count);
        }

        // Every row that has no result in the output is named.
        var named = sending.Output.Select(o => (string)PSObject.AsPSObject(o!).Properties["Recipient"].Value);
        Assert.Contains($"no result for {10 - sent} messages", Session.Host.Text, StringComparison.Ordinal);
        Assert.All(
            Enumerable.Range(0, 10).Select(i => $"62812{10_000_000 + i}").Except(named),
            recipient => Assert.Contains(recipient + ": NotSent", Session.Host.Text, StringComparison.Ordinal)
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_stop_during_the_grace_period_loses_no_result()
    {
        var asked = new TaskCompletionSource();
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                asked.TrySetResult();
                return Answer.Hang;
            }
        );
        using var folder = new TemporaryFolder();
        var ledger = Path.Combine(folder.Path, "ledger.db");
        using var sending = StartRows(Session, server.BaseUri, $"-BatchId x -Ledger '{ledger}' {To}", Rows(1));
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        await sending.StopTwiceAsync(TestContext.Current.CancellationToken);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20));
        Assert.Contains("Unknown", Session.Host.Text, StringComparison.Ordinal);
        var record = Assert.Single(Session.Run($"Get-KirimyDelivery -Ledger '{ledger}'").Clean().Output);
        Assert.Equal("Unknown DELIVERY_UNKNOWN", $"{record.Properties["Status"].Value} {record.Properties["ErrorCode"].Value}");
    }

    [Fact]
    public async Task A_wait_that_the_pipeline_stops_sends_nothing_more()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Session.Run(
            $"param($uri, $key) $count = 0; foreach ($once in 1) {{ $input | Send-KirimyMessage -Message x -RequestsPerMinute 3 {To} | ForEach-Object {{ $_; if (++$count -eq 3) {{ break }} }} }}",
            Rows(1000),
            ("uri", server.BaseUri),
            ("key", Key())
        );
        Assert.Equal(3, run.Output.Count);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Waiting_messages_get_a_result_immediately_with_ErrorAction_Stop()
    {
        // Any three of the five workers begin first. One of them ends the pipeline, which doesn't wait for the others.
        await using var server = new ScriptedServer(Answer.Refused("NOPE"));
        var results = new List<object?>();
        var run = Session.Run(
            $"param($uri, $key, $keep) $input | Send-KirimyMessage -Message x -RequestsPerMinute 3 -ErrorAction Stop {To} | ForEach-Object {{ $keep.Add($_) }}",
            Rows(8),
            ("uri", server.BaseUri),
            ("key", Key()),
            ("keep", results)
        );
        Assert.StartsWith("NOPE,", run.Terminated?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        var codes = results.Select(r => PSObject.AsPSObject(r!).Properties["ErrorCode"].Value as string).CountBy(c => c!).ToDictionary();
        Assert.InRange(server.Requests.Count, 1, 3);
        Assert.Equal(["CANCELLED", "NOPE"], codes.Keys.Order());
        Assert.Equal(server.Requests.Count, codes["NOPE"]);

        // At least two of the five had to wait.
        Assert.InRange(codes["CANCELLED"], 2, 7);
    }
}
