using System.Globalization;
using Kirimy.Benchmarks;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

RateLimitWindow.Set(RateLimitWindow.Short);

// The arguments that start this program in another role, as a child process.
switch (args)
{
    case [ServerProcess.Role, .. var limit]:
        await ApiServer.RunAsync(limit);
        return 0;
    case [MemoryBenchmark.Role, .. var rest]:
        MemoryBenchmark.Send(rest);
        return 0;
    case [ContactsBenchmark.Role, .. var file]:
        ContactsBenchmark.Import(file);
        return 0;
    case [LimitsBenchmark.Role, .. var rest]:
        LimitsBenchmark.Send(rest);
        return 0;
}

// `dotnet run -c Release --project benchmarks` runs all benchmarks. Names after `--` select benchmarks, --save writes their output to
// RESULTS.md, and --rounds specifies the number of kill tests for each ledger.
const string Save = "--save";
const string Rounds = "--rounds";
var behindRounds = Array.IndexOf(args, Rounds) + 1;
var kill =
    behindRounds == 0 ? new KillBenchmark()
    : int.TryParse(args.ElementAtOrDefault(behindRounds), CultureInfo.InvariantCulture, out var rounds) && rounds > 0
        ? new KillBenchmark { Rounds = rounds }
    : null;
if (kill is null)
{
    await Console.Error.WriteLineAsync($"{Rounds} needs a number of rounds.");
    return 2;
}

var benchmarks = new Dictionary<string, IBenchmark>(StringComparer.OrdinalIgnoreCase)
{
    ["cold"] = new ColdBenchmark(),
    ["trace"] = new TraceBenchmark(),
    ["throughput"] = new ThroughputBenchmark(),
    ["memory"] = new MemoryBenchmark(),
    ["limits"] = new LimitsBenchmark(),
    ["ledger"] = new LedgerBenchmark(),
    ["kill"] = kill,
    ["numbers"] = new NumbersBenchmark(),
    ["templates"] = new TemplatesBenchmark(),
    ["contacts"] = new ContactsBenchmark(),
    ["bulk"] = new BulkBenchmark(),
};

var names = args.Where((argument, i) => argument is not (Save or Rounds) && (behindRounds == 0 || i != behindRounds)).ToList();
var unknown = names.Where(name => !benchmarks.ContainsKey(name)).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync(
        $"No benchmark named {string.Join(", ", unknown)}. There are: {string.Join(", ", benchmarks.Keys)}."
    );
    return 2;
}

var page = new ResultsPage(benchmarks.Keys);
foreach (var (name, benchmark) in benchmarks)
{
    if (names.Count == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase))
    {
        using var table = new StringWriter();
        Console.WriteLine($"## {name}: {benchmark.Question}");
        Console.WriteLine();
        var load = Machine.DescribeLoad();
        benchmark.Run(table);
        Console.WriteLine(table);
        page.Add(name, benchmark.Question, load, table.ToString());
    }
}

if (args.Contains(Save))
{
    page.Save();
}

return 0;
