using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>A run that is killed at any moment and run again sends what is missing, and nothing twice. The benchmark "kill" has more rounds.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_killed_run_that_is_run_again_sends_exactly_what_is_missing()
    {
        var random = new Random(11);
        var kills = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var ledger = Path.Combine(folder.Path, $"{round}.db");
            var report = await new CrashRun(new CrashOptions(BuiltModule.ScriptHost, BuiltModule.ManifestPath, ledger), random).RunAsync();
            Assert.True(report.IsClean, $"round {round}: {report}");
            kills += report.Kills;
        }

        // Otherwise nothing was tested.
        Assert.InRange(kills, Rounds, int.MaxValue);
    }
}
