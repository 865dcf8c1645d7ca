using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>A run that is killed at any moment and run again sends what is missing, and nothing twice. The benchmark "kill" has more rounds.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task A_killed_run_that_is_run_again_sends_exactly_what_is_missing() =>
        RunAsync(round => Options(Path.Combine(folder.Path, $"{round}.db")));

    [Fact]
    public async Task So_does_one_with_its_ledger_in_Redis()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        using var redis = await RedisServer.StartDurableAsync();
        await RunAsync(round => Options(redis.Uri) with { Batch = $"crash-{round}" });
    }

    [Fact]
    public async Task So_does_one_whose_Redis_is_killed_and_started_again()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        using var redis = await RedisServer.StartDurableAsync();
        await RunAsync(round =>
            Options(redis.Uri) with
            {
                Batch = $"crash-{round}",
                Strike = async () =>
                {
                    await redis.KillAsync();
                    await redis.StartAgainAsync();
                },
            }
        );
    }

    private static CrashOptions Options(string ledger) => new(BuiltModule.ScriptHost, BuiltModule.ManifestPath, ledger);

    private static async Task RunAsync(Func<int, CrashOptions> options)
    {
        var random = new Random(11);
        var kills = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var report = await new CrashRun(options(round), random).RunAsync();
            Assert.True(report.IsClean, $"round {round}: {report}");
            kills += report.Kills;
        }

        // Otherwise nothing was tested.
        Assert.InRange(kills, Rounds, int.MaxValue);
    }
}
