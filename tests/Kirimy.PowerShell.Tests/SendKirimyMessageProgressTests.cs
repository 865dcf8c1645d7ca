using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the progress display of a long send.</summary>
public sealed class SendKirimyMessageProgressTests : SendKirimyMessageTestBase
{
    [Fact(Timeout = 120_000)]
    public async Task A_long_send_shows_progress_until_it_completes()
    {
        using var open = new ManualResetEventSlim();
        await using var server = FirstAnsweredThenGated(open);
        Session.Host.OnProgress = record =>
        {
            if (record.StatusDescription.Contains("1 sent", StringComparison.Ordinal))
            {
                open.Set();
            }
        };
        using var sending = Session.Start(
            $"param($uri, $key) Send-KirimyMessage 081234567890, 081234567891, bad x -ErrorAction Ignore {To}",
            ("uri", server.BaseUri),
            ("key", Key())
        );
        await sending.EndAsync(TestContext.Current.CancellationToken);
        var halfway = sending.Progress.First(r => r.StatusDescription.Contains("1 sent", StringComparison.Ordinal));
        Assert.Matches("^66%: 1 sent, 1 failed; [0-9]+ per minute; 1 in progress$", halfway.StatusDescription);
        Assert.Equal("Sending", halfway.Activity);
        Assert.Equal(66, halfway.PercentComplete);
        Assert.InRange(halfway.SecondsRemaining, 0, 120);
        Assert.Equal(ProgressRecordType.Completed, sending.Progress[^1].RecordType);
        Assert.All(sending.Progress.SkipLast(1), r => Assert.Equal(ProgressRecordType.Processing, r.RecordType));
        Assert.Single(sending.Progress.Select(r => r.ActivityId).Distinct());
    }

    [Fact(Timeout = 120_000)]
    public async Task No_percentage_is_shown_while_the_number_of_rows_is_unknown()
    {
        using var open = new ManualResetEventSlim();
        await using var server = FirstAnsweredThenGated(open);
        Session.Host.OnProgress = _ => open.Set();

        // More rows than fit into the queue, so the end of the input isn't known yet.
        using var sending = StartRows(Session, server.BaseUri, $"-ThrottleLimit 1 {To}", Rows(10));
        await sending.EndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((-1, -1), (sending.Progress[0].PercentComplete, sending.Progress[0].SecondsRemaining));
        Assert.Equal(10, server.Requests.Count);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Import-KirimyContact $path | Send-KirimyMessage -Message x")]
    [InlineData("Send-KirimyMessage -InputObject $rows -Message x")]
    [InlineData("'x' | Send-KirimyMessage -Recipient $rows.wa")]
    public async Task A_percentage_is_shown_when_the_number_of_rows_is_known(string command)
    {
        using var open = new ManualResetEventSlim();
        using var folder = new TemporaryFolder();
        await using var server = FirstAnsweredThenGated(open);
        var path = Path.Combine(folder.Path, "contacts.csv");
        await File.WriteAllTextAsync(
            path,
            "wa,name\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"0812{10_000_000 + i},n\n")),
            TestContext.Current.CancellationToken
        );
        Session.Host.OnProgress = _ => open.Set();
        using var sending = Session.Start(
            $"param($uri, $key, $path, $rows) {command} -ThrottleLimit 1 {To}",
            ("uri", server.BaseUri),
            ("key", Key()),
            ("path", path),
            ("rows", Rows(40))
        );
        await sending.EndAsync(TestContext.Current.CancellationToken);
        Assert.InRange(sending.Progress[0].PercentComplete, 2, 10);
        Assert.Equal(40, server.Requests.Count);
    }

    [Fact]
    public async Task A_short_send_shows_no_progress()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Empty(Send(server, $"Send-KirimyMessage 081234567890 x {To}").Clean().Progress);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("preference")]
    [InlineData("no screen")]
    [InlineData("redirected console")]
    public async Task Non_interactive_sessions_show_no_progress(string why)
    {
        Assert.SkipUnless(why != "redirected console" || Console.IsOutputRedirected, "This process writes to a terminal.");
        using var open = new ManualResetEventSlim();
        await using var server = FirstAnsweredThenGated(open);
        using var silent = PowerShellSession.Open(
            host: why switch
            {
                "no screen" => new RecordingHost(hasScreen: false),
                "redirected console" => new RecordingHost("ConsoleHost"),
                _ => new RecordingHost(),
            }
        );
        if (why == "preference")
        {
            silent.Run("$global:ProgressPreference = 'SilentlyContinue'").Clean();
        }

        using var sending = StartRows(silent, server.BaseUri, To, Rows(2));

        // A control run that starts later: when it has shown progress three times, the silent run would have shown some, too.
        using var shown = new CountdownEvent(3);
        Session.Host.OnProgress = _ =>
        {
            if (!shown.IsSet && shown.Signal())
            {
                open.Set();
            }
        };
        SpinWait.SpinUntil(() => server.Requests.Count == 2, TimeSpan.FromSeconds(30));
        using var watched = StartRows(Session, server.BaseUri, To, Rows(1));
        await watched.EndAsync(TestContext.Current.CancellationToken);
        await sending.EndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, sending.Output.Count);
        Assert.Empty(sending.Progress);
    }

    /// <summary>A server that responds to one request, and to the others when the gate is open.</summary>
    private static ScriptedServer FirstAnsweredThenGated(ManualResetEventSlim open) =>
        new(
            (_, n) =>
            {
                if (n > 0)
                {
                    open.Wait(TimeSpan.FromMinutes(1));
                }

                return Answer.Sent();
            }
        );
}
