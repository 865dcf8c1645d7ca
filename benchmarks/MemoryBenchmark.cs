using System.Diagnostics;
using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks;

/// <summary>
/// Measures the peak memory of a fresh process that sends few rows and of one that sends many. Rows are created on demand, and results are
/// discarded.
/// </summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    /// <summary>The argument that starts this program as the measured process.</summary>
    public const string Role = "send-rows";

    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Concurrency = 16;
    private const double BarMebibytes = 20;

    public string Question => "how much more memory do 1,000,000 rows take than 10,000?";

    public void Run(TextWriter output)
    {
        using var server = ServerProcess.Start();
        var few = Measure(server, Few);
        var many = Measure(server, Many);
        var table = new ResultTable("rows piped to Send-KirimyMessage, results to Out-Null", "peak, MiB", "bar");
        table.Add("10,000 rows", ResultTable.Tenths(few), string.Empty);
        table.Add("1,000,000 rows", ResultTable.Tenths(many), string.Empty);
        var verdict = many - few <= BarMebibytes ? "met" : "MISSED";
        table.Add("difference", ResultTable.Tenths(many - few), $"{ResultTable.Tenths(BarMebibytes)}: {verdict}");
        table.Write(output);
    }

    /// <summary>Sends rows, and writes the peak memory of this process in bytes.</summary>
    /// <param name="arguments">The server's address and the number of rows.</param>
    public static void Send(IReadOnlyList<string> arguments)
    {
        using var command = new SendCommand(new Uri(arguments[0]));
        command.SendAndForget(MessageRows.Piped(int.Parse(arguments[1], CultureInfo.InvariantCulture)), Concurrency);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static double Measure(ServerProcess server, int rows)
    {
        using var process = new ChildProcess([Role, server.BaseUri.AbsoluteUri, rows.ToString(CultureInfo.InvariantCulture)]);
        var peak = long.Parse(process.ReadLine(), CultureInfo.InvariantCulture);
        if (server.TakeStatistics().Answered is var answered && answered != rows)
        {
            throw new InvalidOperationException($"{rows} rows were sent, {answered} arrived.");
        }

        return peak / (1024.0 * 1024);
    }
}
