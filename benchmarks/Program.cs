using Kirimy.Benchmarks;

// `dotnet run -c Release --project benchmarks` runs all; a name behind `--` runs that one.
var benchmarks = new Dictionary<string, IBenchmark>(StringComparer.OrdinalIgnoreCase)
{
    ["numbers"] = new NumbersBenchmark(),
    ["import"] = new ImportBenchmark(),
};

var unknown = args.Where(name => !benchmarks.ContainsKey(name)).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync(
        $"No benchmark named {string.Join(", ", unknown)}. There are: {string.Join(", ", benchmarks.Keys)}."
    );
    return 2;
}

foreach (var (name, benchmark) in benchmarks)
{
    if (args.Length == 0 || args.Contains(name, StringComparer.OrdinalIgnoreCase))
    {
        Console.WriteLine($"## {name}: {benchmark.Question}");
        benchmark.Run(Console.Out);
        Console.WriteLine();
    }
}

return 0;
