using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>
/// A campaign over days that last seconds: real processes with a fast clock, two of which are killed (SIGKILL), and the last of which has a
/// clock that was set back by an hour. The server keeps the daily limit by its own clock.
/// </summary>
public sealed class CampaignTests : IDisposable
{
    private const string Script = """
        Import-Module 'MODULE'
        Add-Type -TypeDefinition @'
        using System;
        using System.Diagnostics;
        using System.Threading;

        public sealed class FastClock : TimeProvider
        {
            private readonly long origin = Stopwatch.GetTimestamp();
            private readonly DateTimeOffset began;
            private readonly DateTimeOffset start;
            private readonly double speed;

            public FastClock(DateTimeOffset began, DateTimeOffset start, double speed)
            {
                this.began = began;
                this.start = start;
                this.speed = speed;
            }

            public override DateTimeOffset GetUtcNow() => start + (DateTimeOffset.UtcNow - began) * speed;

            public override long GetTimestamp() => (long)((Stopwatch.GetTimestamp() - origin) * speed);

            public override ITimer CreateTimer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period) =>
                System.CreateTimer(callback, state, Scale(dueTime), Scale(period));

            private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / speed));
        }
        '@
        $clock = [FastClock]::new([DateTimeOffset]::new(BEGAN, [timespan]::Zero), [DateTimeOffset]::new(START, [timespan]::Zero), SPEED)
        [AppDomain]::CurrentDomain.SetData('Kirimy.Clock', $clock)
        $key = [System.Net.NetworkCredential]::new('', 'b22d5cc2a561ce890269f782d3321858').SecurePassword
        Set-KirimyProfile p -SendTimeZone WIB
        & { foreach ($i in 1..ROWS) { [pscustomobject] @{ wa = '62812{0}' -f (10000000 + $i); message = "text $i" } } } |
            Send-KirimyMessage -Profile p -SessionId s -BaseUri 'URI' -ApiKey $key -BatchId campaign -Ledger 'LEDGER' -RequestsPerMinute 1000000 -MessagesPerDay PERDAY -SendBetween 08:00-20:00 -WaitForNextDay |
            ForEach-Object { '{0} {1} {2}' -f $_.Recipient, $_.Status, $_.ErrorCode }
        """;

    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);
    private static readonly DateTimeOffset Start = new(2026, 8, 17, 6, 0, 0, Wib);

    private readonly TemporaryFolder folder = new();
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;
    private readonly List<(string Recipient, DateTimeOffset Time)> arrivals = [];
    private double speed;
    private int perDay;
    private int refusals;
    private int strikeAt;
    private TaskCompletionSource struck = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Killed_processes_send_each_message_once_within_hours_and_daily_limits() =>
        RunAsync(TimeSpan.FromSeconds(6), rows: 150, messagesPerDay: 60, killAt: [30, 100]);

    /// <summary>The same with days of a minute, which takes six minutes. Run the test project with <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public Task A_campaign_of_5000_rows_sends_each_message_once_within_hours_and_daily_limits() =>
        RunAsync(TimeSpan.FromMinutes(1), rows: 5000, messagesPerDay: 1000, killAt: [700, 2400]);

    private async Task RunAsync(TimeSpan day, int rows, int messagesPerDay, int[] killAt)
    {
        speed = TimeSpan.FromDays(1) / day;
        perDay = messagesPerDay;
        await using var server = new ScriptedServer((request, _) => Take(request.Recipient));
        foreach (var kill in killAt)
        {
            strikeAt = kill;
            struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var killed = StartProcess(server.BaseUri, Start, rows);
            var end = killed.EndAsync();
            Assert.True(await Task.WhenAny(struck.Task, end) == struck.Task, "The process ended before it was killed.");
            killed.Kill();
            await end;
        }

        using var last = StartProcess(server.BaseUri, Start - TimeSpan.FromHours(1), rows);
        var (lines, errors) = await last.EndAsync();
        var results = lines.Select(static line => line.Split(' ')).ToDictionary(static words => words[0], static words => words[1]);
        Assert.Equal((string.Empty, rows, 0), (results.ContainsValue("Unknown") ? string.Empty : errors, results.Count, refusals));
        Check(results);
        Assert.InRange(results.Values.Count(static status => status == "Unknown"), 0, killAt.Length * 5);
    }

    private void Check(Dictionary<string, string> results)
    {
        var times = arrivals.CountBy(static arrival => arrival.Recipient).ToDictionary();
        Assert.All(
            results,
            result =>
            {
                Assert.Contains(result.Value, new[] { "Sent", "Skipped", "Unknown" });
                Assert.InRange(times.GetValueOrDefault(result.Key), result.Value == "Unknown" ? 0 : 1, 1);
            }
        );
        Assert.All(
            arrivals,
            static arrival =>
                Assert.False(arrival.Time.TimeOfDay >= TimeSpan.FromHours(5) && arrival.Time.TimeOfDay < TimeSpan.FromHours(8))
        );
    }

    private Answer Take(string recipient)
    {
        lock (arrivals)
        {
            var now = (Start + ((DateTimeOffset.UtcNow - began) * speed)).ToOffset(Wib);
            if (arrivals.Count(arrival => DayOf(arrival.Time) == DayOf(now)) >= perDay)
            {
                refusals++;
                return Answer.Html(429);
            }

            arrivals.Add((recipient, now));
            if (arrivals.Count == strikeAt)
            {
                struck.TrySetResult();
            }
        }

        return Answer.Sent();
    }

    private ScriptProcess StartProcess(Uri uri, DateTimeOffset start, int rows) =>
        new(
            Script
                .Replace("MODULE", BuiltModule.ManifestPath, StringComparison.Ordinal)
                .Replace("BEGAN", began.UtcTicks.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("START", start.UtcTicks.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("SPEED", speed.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("ROWS", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("PERDAY", perDay.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("URI", uri.AbsoluteUri, StringComparison.Ordinal)
                .Replace("LEDGER", Path.Combine(folder.Path, "ledger.db"), StringComparison.Ordinal),
            ("XDG_CONFIG_HOME", folder.Path)
        );

    // A late arrival belongs to the day before, because the machine may be busy.
    private static DateTime DayOf(DateTimeOffset time) => (time - TimeSpan.FromHours(5)).Date;
}
