using System.Globalization;
using Kirimy.Benchmarks.Sending;
using Kirimy.Benchmarks.Server;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Benchmarks;

/// <summary>
/// Measures the used share of the allowed rate, with a server that refuses each request above it. The API's minute is scaled to seconds, so
/// a delay reduces the rate more than it does in production.
/// </summary>
internal sealed class LimitsBenchmark : IBenchmark
{
    /// <summary>The argument that starts this program as the rate-limited process.</summary>
    public const string Role = "send-limited";

    private const int PerWindow = 100;
    private const int Windows = 3;
    private const double Bar = 0.99;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public string Question =>
        $"how much of {PerWindow} requests in any {Window.Seconds} seconds is used over {Windows} windows, and how many get a 429?";

    public void Run(TextWriter output)
    {
        var table = new ResultTable("measured", "share of the allowed rate", "accepted, window by window", "429s", "bar");
        Measure(table, "1 Send-KirimyMessage", "None", processes: 1, runspaces: 1);
        Measure(table, "4 runspaces of one process, one key", "None", processes: 1, runspaces: 4);
        var folder = Directory.CreateTempSubdirectory("kirimy-benchmark-");
        try
        {
            Measure(table, "4 processes, one key, SQLite", Path.Combine(folder.FullName, "ledger.db"), processes: 4, runspaces: 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        if (RedisServer.IsInstalled)
        {
            MeasureRedisAsync(table).GetAwaiter().GetResult();
        }
        else
        {
            output.WriteLine("Redis was not measured: there is no redis-server on this machine.");
        }

        table.Write(output);
    }

    /// <summary>Sends rows from several runspaces in parallel, under the scaled limit.</summary>
    /// <param name="arguments">The server's address, the count of runspaces, of rows for each, and the ledger.</param>
    public static void Send(IReadOnlyList<string> arguments)
    {
        RateLimitWindow.Set(Window);
        var address = new Uri(arguments[0]);
        var runspaces = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var rows = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var limits = string.Create(
            CultureInfo.InvariantCulture,
            $"-RequestsPerMinute {PerWindow} -MessagesPerDay 1000000 -Ledger '{arguments[3]}'"
        );
        var threads = Enumerable.Range(0, runspaces).Select(_ => new Thread(Run)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Console.WriteLine("done");

        void Run()
        {
            using var command = new SendCommand(address, limits);
            command.SendAndForget(MessageRows.Piped(rows), throttleLimit: 5);
        }
    }

    private static async Task MeasureRedisAsync(ResultTable table)
    {
        using var redis = await RedisServer.StartDurableAsync();
        Measure(table, "4 processes, one key, Redis", redis.Uri, processes: 4, runspaces: 1);
    }

    private static void Measure(ResultTable table, string what, string ledger, int processes, int runspaces)
    {
        // The last requests need one more window. Their time shows when all earlier windows were used up.
        const int Messages = (Windows + 1) * PerWindow;
        using var server = ServerProcess.StartLimited(PerWindow, Window);
        var count = (Messages / processes / runspaces).ToString(CultureInfo.InvariantCulture);
        var senders = Enumerable
            .Range(0, processes)
            .Select(_ => new ChildProcess([
                Role,
                server.BaseUri.AbsoluteUri,
                runspaces.ToString(CultureInfo.InvariantCulture),
                count,
                ledger,
            ]))
            .ToList();
        foreach (var sender in senders)
        {
            using (sender)
            {
                sender.ReadLine();
            }
        }

        var seen = server.TakeStatistics();
        if (seen.Accepted.Count != Messages)
        {
            throw new InvalidOperationException($"{Messages} messages were sent, {seen.Accepted.Count} were accepted.");
        }

        var times = seen.Accepted.Select(time => time - seen.Accepted[0]).ToList();
        var share = Windows * Window.TotalMilliseconds / times[Windows * PerWindow];
        var byWindow = Enumerable
            .Range(0, Windows)
            .Select(i => times.Count(time => Math.Floor(time / Window.TotalMilliseconds).Equals(i)).ToString(CultureInfo.InvariantCulture));
        table.Add(
            what,
            ResultTable.Percent(share),
            string.Join(' ', byWindow),
            seen.Refused,
            $"{ResultTable.Percent(Bar)} and none: {(share >= Bar && seen.Refused == 0 ? "met" : "MISSED")}"
        );
    }
}
