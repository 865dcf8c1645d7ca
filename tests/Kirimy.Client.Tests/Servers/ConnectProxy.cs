using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kirimy.Client.Tests.Servers;

/// <summary>An HTTP proxy on a free loopback port that makes tunnels (CONNECT), asks for a password if it is told to, and counts.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> heads = new();
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Task accepting;
    private int tunnels;

    public ConnectProxy()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>What is wanted with Basic authentication, as <c>user:password</c>; null for nothing.</summary>
    public string? UserInfo { get; init; }

    /// <summary>Where every tunnel leads, whatever was asked for; null for where was asked.</summary>
    public int? TargetPort { get; init; }

    /// <summary>The status with which every tunnel is refused.</summary>
    public int? Refusal { get; init; }

    /// <summary>How many tunnels were made.</summary>
    public int Tunnels => Volatile.Read(ref tunnels);

    /// <summary>All that the proxy was told: request lines and headers.</summary>
    public IReadOnlyList<string> Heads => [.. heads];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(conversations);
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                conversations.Add(Task.Run(() => ConverseAsync(client)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head)
                {
                    heads.Enqueue(head);
                    var line = head.Split("\r\n")[0].Split(' ');
                    if (UserInfo is { } wanted && !head.Contains(Basic(wanted), StringComparison.Ordinal))
                    {
                        await AnswerAsync(stream, 407, "Proxy-Authenticate: Basic realm=\"office\"\r\n");
                    }
                    else if (Refusal is { } status || line[0] != "CONNECT")
                    {
                        await AnswerAsync(stream, Refusal ?? 501, "");
                    }
                    else
                    {
                        await TunnelAsync(stream, line[1]);
                        return;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the proxy is stopping.
            }
        }
    }

    private async Task TunnelAsync(NetworkStream stream, string target)
    {
        var colon = target.LastIndexOf(':');
        using var server = new TcpClient();
        if (TargetPort is { } fixedPort)
        {
            await server.ConnectAsync(IPAddress.Loopback, fixedPort, stop.Token);
        }
        else
        {
            await server.ConnectAsync(target[..colon], int.Parse(target[(colon + 1)..], CultureInfo.InvariantCulture), stop.Token);
        }

        Interlocked.Increment(ref tunnels);
        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop.Token);
        var far = server.GetStream();
        await Task.WhenAny(stream.CopyToAsync(far, stop.Token), far.CopyToAsync(stream, stop.Token));
    }

    private async Task AnswerAsync(NetworkStream stream, int status, string headers)
    {
        var answer = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop.Token);
    }

    private static string Basic(string userInfo) =>
        $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo))}\r\n";

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
