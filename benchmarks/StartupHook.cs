using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Kirimy.Benchmarks;

/// <summary>
/// Startup hook: .NET calls it in a process whose DOTNET_STARTUP_HOOKS is this assembly. It records the assemblies that the process loads,
/// the methods that it compiles, and its steps on the network, in the file that <see cref="TraceBenchmark.FileVariable"/> specifies.
/// </summary>
#pragma warning disable MA0047 // .NET looks for this name, in no namespace.
internal static class StartupHook
#pragma warning restore MA0047
{
    public static void Initialize()
    {
        var path = Environment.GetEnvironmentVariable(TraceBenchmark.FileVariable)!;
        // For this process alone, not for those that it starts.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        var started = Process.GetCurrentProcess().StartTime;
        var lines = new ConcurrentQueue<string>();
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Add("assembly", loaded.LoadedAssembly.GetName().Name!);
        var listener = new Listener(Add);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            // The runtime passes its events on in batches.
            Thread.Sleep(TimeSpan.FromSeconds(1));
            listener.Dispose();
            File.WriteAllLines(path, lines);
        };

        void Add(string kind, string name) =>
            lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{kind}\t{(DateTime.Now - started).TotalMilliseconds:0}\t{name}"));
    }

    private sealed class Listener(Action<string, string> add) : EventListener
    {
        private const EventKeywords Compilation = (EventKeywords)0x10;
        private const int IsCompiled = 0x8; // The flag of a method that has no ReadyToRun code, or has it no longer.

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, Compilation);
            }
            else if (eventSource.Name is "System.Net.Http" or "System.Net.Sockets" or "System.Net.Security" or "System.Net.NameResolution")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventSource.Name.StartsWith("System.Net", StringComparison.Ordinal))
            {
                add("network", eventData.EventName!);
            }
            else if (
                eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true
                && eventData.Payload is { Count: > 8 } method
                && ((uint)method[5]! & IsCompiled) != 0
            )
            {
                add("method", $"{method[6]}\t{method[7]}");
            }
        }
    }
}
