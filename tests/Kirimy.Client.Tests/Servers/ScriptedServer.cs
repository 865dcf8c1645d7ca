using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Kirimy.Client.Tests.Servers;

/// <summary>A server on a free loopback port that records requests and returns scripted bytes.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly Func<ReceivedRequest, int, Answer> script;
    private readonly Func<Stream, CancellationToken, Task<Stream>> wrap;
    private int count;

    /// <param name="script">Returns the response to a request and the number of earlier requests.</param>
    /// <param name="wrap">Wraps a connection before HTTP, for example in TLS.</param>
    public ScriptedServer(Func<ReceivedRequest, int, Answer> script, Func<Stream, CancellationToken, Task<Stream>>? wrap = null)
    {
        this.script = script;
        this.wrap = wrap ?? ((stream, _) => Task.FromResult(stream));
        listener = new LoopbackListener(ConverseAsync);
        listener.Start();
    }

    public ScriptedServer(Answer answer)
        : this((_, _) => answer) { }

    public int Port => listener.Port;

    public Uri BaseUri => new($"http://127.0.0.1:{Port}/v1/");

    /// <summary>False for tests with very many requests, which would need too much memory.</summary>
    public bool KeepsRequests { get; init; } = true;

    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    public int Connections => listener.Connections;

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task ConverseAsync(NetworkStream connection, CancellationToken stop)
    {
        await using var stream = await wrap(connection, stop);
        var buffered = new BufferedStream(stream);
        while (await ReadAsync(buffered, stop) is { } request)
        {
            if (KeepsRequests)
            {
                requests.Enqueue(request);
            }

            var answer = script(request, Interlocked.Increment(ref count) - 1);
            if (answer.Bytes is { } bytes)
            {
                await stream.WriteAsync(bytes, stop);
            }

            if (answer.Hangs)
            {
                await Task.Delay(Timeout.Infinite, stop);
            }

            if (answer.Closes)
            {
                return;
            }
        }
    }

    private static async Task<ReceivedRequest?> ReadAsync(Stream stream, CancellationToken stop)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Select(p => (Name: p[0], Value: p[1].Trim())).ToList();
        var length = headers
            .Where(h => h.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(h => int.Parse(h.Value, null))
            .SingleOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, stop);
        return new ReceivedRequest(lines[0], headers, body);
    }
}
