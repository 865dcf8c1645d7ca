using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>Bytes that a message costs the garbage collector, in the whole process; rows and messages exist before.</summary>
internal sealed class AllocationsBenchmark : IBenchmark
{
    private const int Concurrency = 5;
    private const int Messages = 20_000;

    public string Question => "how much is allocated for a message?";

    public void Run(TextWriter output)
    {
        using var server = ServerProcess.Start();
        using var command = new SendCommand(server.BaseUri);
        using var loop = new BareLoop(server.BaseUri);
        var table = new ResultTable("measured", "bytes/message", "ratio to the loop that reads");
        var allocated = Way.All(command, loop, Messages).Select(way => (way.Name, Bytes: Measure(server, way))).ToList();
        foreach (var (name, bytes) in allocated)
        {
            table.Add(name, bytes, ResultTable.Ratio(bytes / allocated[1].Bytes));
        }

        table.Write(output);
    }

    private static double Measure(ServerProcess server, Way way)
    {
        // Connections are opened, and code is compiled, before.
        way.SendChecked(server, Messages, Concurrency);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var check = way.Send(Messages, Concurrency);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        check();
        server.TakeStatistics();
        return bytes / (double)Messages;
    }
}
