using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Kirimy.Client.Tests.Servers;

/// <summary>
/// Listens on a free loopback port, and handles each connection separately until it is disposed. No port is used twice in a process: the
/// engine shares circuit breakers and memory ledgers by address, so a test would wait for the limits of an earlier one.
/// </summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, bool> UsedPorts = new();

    private readonly TcpListener listener = Listen();
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Func<NetworkStream, CancellationToken, Task> converse;
    private Task accepting = Task.CompletedTask;
    private int connections;

    /// <param name="converse">Handles one connection; it may end because of the token, or because the peer disconnects.</param>
    public LoopbackListener(Func<NetworkStream, CancellationToken, Task> converse) => this.converse = converse;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The number of accepted connections.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Starts to accept connections; earlier ones wait.</summary>
    public void Start() => accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(conversations);
        stop.Dispose();
        listener.Dispose();
    }

    private static TcpListener Listen()
    {
        var fresh = new TcpListener(IPAddress.Loopback, 0);
        fresh.Start();
        if (UsedPorts.TryAdd(((IPEndPoint)fresh.LocalEndpoint).Port, true))
        {
            return fresh;
        }

        // It is stopped only after the next one listens, so that the system chooses another port.
        using (fresh)
        {
            return Listen();
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);

                // A handler may block, but it must not delay the next connection.
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
                await converse(client.GetStream(), stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
            {
                // The peer closed the connection, or the listener is stopping.
            }
        }
    }
}
