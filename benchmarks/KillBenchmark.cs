using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Crash;

namespace Kirimy.Benchmarks;

/// <summary>Kills a sending process at random moments and restarts it, and then compares the log of the server with the ledger.</summary>
internal sealed class KillBenchmark : IBenchmark
{
    private const int Seed = 4711;

    /// <summary>The number of rounds for each ledger.</summary>
    public int Rounds { get; init; } = 10;

    public string Question => "what is sent twice or lost when the sender, or the ledger's server, is killed and started again?";

    public void Run(TextWriter output) => RunAsync(output).GetAwaiter().GetResult();

    private async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-benchmark-");
        try
        {
            var table = new ResultTable("ledger", "rounds", "kills", "sent twice", "lost", "ledger and server disagree", "Unknown", "bar");
            await MeasureAsync(table, "SQLite, sender killed", round => Options(Path.Combine(folder.FullName, $"{round}.db")));
            if (RedisServer.IsInstalled)
            {
                await MeasureRedisAsync(table, "Redis, sender killed", strikesServer: false);
                await MeasureRedisAsync(table, "Redis, Redis killed", strikesServer: true);
            }
            else
            {
                await output.WriteLineAsync("Redis was not measured: there is no redis-server on this machine.");
            }

            table.Write(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CrashOptions Options(string ledger) => new(ModuleSession.ModulePath, ledger);

    private async Task MeasureRedisAsync(ResultTable table, string what, bool strikesServer)
    {
        using var redis = await RedisServer.StartDurableAsync();
        async Task StrikeAsync()
        {
            await redis.KillAsync();
            await redis.StartAgainAsync();
        }

        await MeasureAsync(
            table,
            what,
            round =>
                Options(redis.Uri) with
                {
                    Batch = string.Create(CultureInfo.InvariantCulture, $"crash-{round}"),
                    Strike = strikesServer ? StrikeAsync : null,
                }
        );
    }

    private async Task MeasureAsync(ResultTable table, string what, Func<int, CrashOptions> options)
    {
        var random = new Random(Seed);
        var reports = new List<CrashReport>();
        for (var round = 0; round < Rounds; round++)
        {
            reports.Add(await new CrashRun(options(round), random).RunAsync());
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: round {round + 1}: {reports[^1]}"));
        }

        table.Add(
            what,
            Rounds,
            reports.Sum(r => r.Kills),
            reports.Sum(r => r.Duplicates.Count),
            reports.Sum(r => r.Lost.Count),
            reports.Sum(r => r.Disagreements.Count),
            reports.Sum(r => r.Unknown),
            reports.TrueForAll(r => r.IsClean) ? "0, 0, 0: met" : "0, 0, 0: MISSED"
        );
    }
}
