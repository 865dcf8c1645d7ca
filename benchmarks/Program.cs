using Kirimy.Benchmarks;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

RateLimitWindow.Set(RateLimitWindow.Short);

// The parts that this program plays in processes of their own.
switch (args)
{
    case [ServerProcess.Role, .. var limit]:
        await ApiServer.RunAsync(limit);
        return 0;
    case [MemoryBenchmark.Role, .. var rest]:
        MemoryBenchmark.Send(rest);
        return 0;
    case [LimitsBenchmark.Role, .. var rest]:
        LimitsBenchmark.Send(rest);
        return 0;
}

// `dotnet run -c Release --project benchmarks` runs all; names behind `--` run those, and --save keeps what they print in RESULTS.md.
const string Save = "--save";
var benchmarks = new Dictionary<string, IBenchmark>(StringComparer.OrdinalIgnoreCase)
{
    ["throughput"] = new ThroughputBenchmark(),
    ["allocations"] = new AllocationsBenchmark(),
    ["memory"] = new MemoryBenchmark(),
    ["limits"] = new LimitsBenchmark(),
    ["numbers"] = new NumbersBenchmark(),
    ["import"] = new ImportBenchmark(),
};

var names = args.Where(argument => argument != Save).ToList();
var unknown = names.Where(name => !benchmarks.ContainsKey(name)).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync(
        $"No benchmark named {string.Join(", ", unknown)}. There are: {string.Join(", ", benchmarks.Keys)}."
    );
    return 2;
}

var page = new ResultsPage();
foreach (var (name, benchmark) in benchmarks)
{
    if (names.Count == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase))
    {
        using var table = new StringWriter();
        Console.WriteLine($"## {name}: {benchmark.Question}");
        Console.WriteLine();
        benchmark.Run(table);
        Console.WriteLine(table);
        page.Add(name, benchmark.Question, table.ToString());
    }
}

if (args.Contains(Save))
{
    page.Save();
}

return 0;
