using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;
using Kirimy.PowerShell.Tools;

namespace Kirimy.Benchmarks;

/// <summary>A recording of one cold alert: what the process loads and compiles, and when it uses the network.</summary>
internal sealed class TraceBenchmark : IBenchmark
{
    /// <summary>The environment variable with the file that <see cref="StartupHook"/> writes.</summary>
    public const string FileVariable = "KIRIMY_TRACE";

    private const int MaxNames = 12;

    private static readonly string[] NetworkSteps = ["ConnectStart", "ConnectStop", "RequestStart", "RequestStop"];

    private static readonly (string Name, string[] Prefixes)[] Groups =
    [
        ("Kirimy.Client, the engine", ["Kirimy.Client."]),
        ("Kirimy.PowerShell and Kirimy, the cmdlets", ["Kirimy."]),
        ("SQLite", ["SQLitePCL."]),
        ("PowerShell", ["System.Management.Automation.", "Microsoft.PowerShell."]),
        (".NET", ["System.", "Microsoft.", "Interop", "Internal."]),
        ("generated at run time", [""]),
    ];

    public string Question =>
        "what does a fresh pwsh that sends one alert load, compile and wait for? One recorded process, which is slower";

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("kirimy-trace-");
        try
        {
            using var server = ServerProcess.Start();
            var bare = Record("$null", folder, server);
            var alert = Record(
                $"Import-Module '{ModuleSession.ModulePath}'; $null = Send-KirimyMessage 081234567890 halo -SessionId {MessageRows.Session}",
                folder,
                server
            );
            var known = bare.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
            WriteTimes(output, alert);
            output.WriteLine();
            WriteMethods(output, [.. alert.Where(e => e.Kind == "method" && !known.Contains(e.Name)).Select(e => e.Name.Split('\t')[0])]);
            output.WriteLine();
            var assemblies = alert.Where(e => e.Kind == "assembly" && !known.Contains(e.Name)).Select(e => e.Name).ToList();
            output.WriteLine($"Assemblies that pwsh alone doesn't load: {assemblies.Count}: {string.Join(", ", assemblies)}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WriteTimes(TextWriter output, List<Entry> entries)
    {
        var times = new ResultTable("step", "ms after the start of the process");
        foreach (var assembly in (string[])["Kirimy.PowerShell", "Kirimy.Client", "SQLitePCLRaw.core"])
        {
            times.Add($"{assembly} is loaded", entries.First(e => e.Kind == "assembly" && e.Name == assembly).Milliseconds);
        }

        foreach (var step in entries.Where(e => NetworkSteps.Contains(e.Name)))
        {
            times.Add(step.Name, step.Milliseconds);
        }

        times.Write(output);
    }

    private static void WriteMethods(TextWriter output, List<string> types)
    {
        var table = new ResultTable("compiled, and not by pwsh alone", "methods", "types with the most");
        table.Add("all", types.Count, string.Empty);
        var groups = types.ToLookup(type =>
            Groups.First(g => g.Prefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal))).Name
        );
        foreach (var (name, _) in Groups)
        {
            // The name without its type arguments and its namespace.
            var most = groups[name]
                .GroupBy(type => type.Split('`')[0].Split('.')[^1])
                .OrderByDescending(type => type.Count())
                .Take(MaxNames);
            table.Add(name, groups[name].Count(), string.Join(", ", most.Select(type => $"{type.Key} {type.Count()}")));
        }

        table.Write(output);
    }

    private static List<Entry> Record(string script, DirectoryInfo folder, ServerProcess server)
    {
        var path = Path.Combine(folder.FullName, Path.GetRandomFileName());
        var start = PowerShellProgram.Start("-Command", script);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(TraceBenchmark).Assembly.Location;
        start.Environment[FileVariable] = path;
        start.Environment["XDG_STATE_HOME"] = start.Environment["LOCALAPPDATA"] = folder.FullName;
        start.Environment["KIRIMY_BASE_URI"] = server.BaseUri.AbsoluteUri;
        start.Environment["KIRIMY_API_KEY"] = MessageRows.Key;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. File.ReadLines(path).Select(Entry.Parse)]
            : throw new InvalidOperationException($"pwsh ended with exit code {process.ExitCode}: {script}");
    }

    /// <summary>A line that <see cref="StartupHook"/> wrote.</summary>
    private sealed record Entry(string Kind, double Milliseconds, string Name)
    {
        public static Entry Parse(string line)
        {
            var cells = line.Split('\t', 3);
            return new Entry(cells[0], double.Parse(cells[1], CultureInfo.InvariantCulture), cells[2]);
        }
    }
}
