using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Kirimy.Benchmarks;

/// <summary>Describes the machine of the measurement.</summary>
internal static class Machine
{
    private const string Loads = "/proc/loadavg";
    private const string Processors = "/proc/cpuinfo";

    /// <summary>Processor, memory, system and .NET, as lines of a Markdown list.</summary>
    public static IEnumerable<string> Describe() =>
        [
            $"- Processor: {Processor()}, {Environment.ProcessorCount} logical cores ({RuntimeInformation.OSArchitecture})",
            string.Create(
                CultureInfo.InvariantCulture,
                $"- Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):F1} GiB"
            ),
            $"- System: {RuntimeInformation.OSDescription}",
            $"- Runtime: {RuntimeInformation.FrameworkDescription}, PowerShell engine {PowerShellVersion()}",
        ];

    /// <summary>The load of the machine: the average number of processes that ran or waited to run in the last minute.</summary>
    /// <returns>A part of a sentence; empty if the system doesn't report the load.</returns>
    public static string DescribeLoad() =>
        File.Exists(Loads) ? $"; load average before: {File.ReadAllText(Loads).Split(' ')[0]}" : string.Empty;

    private static string Processor()
    {
        var named = File.Exists(Processors)
            ? File.ReadLines(Processors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return named?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }

    private static string PowerShellVersion() =>
        FileVersionInfo.GetVersionInfo(typeof(System.Management.Automation.PowerShell).Assembly.Location).FileVersion ?? "unknown";
}
