using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>Tests that a rerun after a kill sends the missing messages, and none twice. The benchmark "kill" has more rounds.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 3;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task A_rerun_after_a_kill_sends_exactly_the_missing_messages() =>
        RunAsync(round => RunAsync(round, Options(Path.Combine(folder.Path, $"{round}.db"))));

    [Fact]
    public async Task A_killed_run_with_its_ledger_in_Redis_sends_exactly_the_missing_messages()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        using var redis = await RedisServer.StartDurableAsync();
        await RunAsync(round => RunAsync(round, Options(redis.Uri) with { Batch = $"crash-{round}" }));
    }

    [Fact]
    public async Task A_run_whose_Redis_server_is_killed_and_restarted_sends_exactly_the_missing_messages()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        await RunAsync(async round =>
        {
            using var redis = await RedisServer.StartDurableAsync();
            async Task StrikeAsync()
            {
                await redis.KillAsync();
                await redis.StartAgainAsync();
            }

            return await RunAsync(round, Options(redis.Uri) with { Strike = StrikeAsync });
        });
    }

    private static CrashOptions Options(string ledger) => new(BuiltModule.ManifestPath, ledger);

    private static Task<CrashReport> RunAsync(int round, CrashOptions options) => new CrashRun(options, new Random(11 + round)).RunAsync();

    /// <summary>Rounds run in parallel, because a round mostly waits for a process to start.</summary>
    private static async Task RunAsync(Func<int, Task<CrashReport>> run)
    {
        var reports = await Task.WhenAll(Enumerable.Range(0, Rounds).Select(run));
        Assert.All(reports, report => Assert.True(report.IsClean, report.ToString()));

        // Otherwise, the test checked nothing.
        Assert.All(reports, report => Assert.NotEqual(0, report.Kills));
    }
}
