using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kirimy.Client.Tests.Servers;

/// <summary>An HTTP proxy on a free loopback port that opens tunnels (CONNECT), can require a password, and counts tunnels.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly ConcurrentQueue<string> heads = new();
    private int tunnels;

    public ConnectProxy()
    {
        listener = new LoopbackListener(ConverseAsync);
        listener.Start();
    }

    public int Port => listener.Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>The credential that Basic authentication requires, as <c>user:password</c>, or null for none.</summary>
    public string? UserInfo { get; init; }

    /// <summary>The target of every tunnel, or null for the requested one.</summary>
    public int? TargetPort { get; init; }

    /// <summary>The status with which every tunnel is refused.</summary>
    public int? Refusal { get; init; }

    /// <summary>The number of tunnels.</summary>
    public int Tunnels => Volatile.Read(ref tunnels);

    /// <summary>The request lines and headers that the proxy received.</summary>
    public IReadOnlyList<string> Heads => [.. heads];

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task ConverseAsync(NetworkStream stream, CancellationToken stop)
    {
        while (await ReadHeadAsync(stream, stop) is { } head)
        {
            heads.Enqueue(head);
            var line = head.Split("\r\n")[0].Split(' ');
            if (UserInfo is { } wanted && !head.Contains(Basic(wanted), StringComparison.Ordinal))
            {
                await AnswerAsync(stream, 407, "Proxy-Authenticate: Basic realm=\"office\"\r\n", stop);
            }
            else if (Refusal is { } status || line[0] != "CONNECT")
            {
                await AnswerAsync(stream, Refusal ?? 501, "", stop);
            }
            else
            {
                await TunnelAsync(stream, line[1], stop);
                return;
            }
        }
    }

    private async Task TunnelAsync(NetworkStream stream, string target, CancellationToken stop)
    {
        var colon = target.LastIndexOf(':');
        using var server = new TcpClient();
        if (TargetPort is { } fixedPort)
        {
            await server.ConnectAsync(IPAddress.Loopback, fixedPort, stop);
        }
        else
        {
            await server.ConnectAsync(target[..colon], int.Parse(target[(colon + 1)..], CultureInfo.InvariantCulture), stop);
        }

        Interlocked.Increment(ref tunnels);
        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop);
        var far = server.GetStream();
        await Task.WhenAny(stream.CopyToAsync(far, stop), far.CopyToAsync(stream, stop));
    }

    private static async Task AnswerAsync(NetworkStream stream, int status, string headers, CancellationToken stop)
    {
        var answer = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
    }

    private static string Basic(string userInfo) =>
        $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo))}\r\n";

    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
