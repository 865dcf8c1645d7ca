using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Kirimy.Benchmarks.Server;

/// <summary>
/// A TCP relay on loopback that adds a round-trip time: each way takes half of it, and a connection's first bytes also wait for the round
/// trip of its handshake. The order and the time between bytes stay as they were.
/// </summary>
/// <param name="target">Where connections are relayed to.</param>
/// <param name="roundTrip">The time that is added to a round trip.</param>
internal sealed class SlowRoute(IPEndPoint target, TimeSpan roundTrip)
{
    /// <summary>Starts to relay, and returns the port to connect to.</summary>
    public int Start()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            var near = await listener.AcceptTcpClientAsync();
            _ = RelayAsync(near, Stopwatch.GetTimestamp());
        }
    }

    private async Task RelayAsync(TcpClient near, long accepted)
    {
        using (near)
        using (var far = new TcpClient { NoDelay = true })
        {
            near.NoDelay = true;
            await far.ConnectAsync(target);
            var opened = accepted + Ticks(roundTrip);
            try
            {
                await Task.WhenAll(RelayAsync(near.GetStream(), far.Client, opened), RelayAsync(far.GetStream(), near.Client, opened: 0));
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // One side closed its connection; the other one is closed when this method returns.
            }
        }
    }

    private async Task RelayAsync(NetworkStream from, Socket to, long opened)
    {
        var underWay = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var writing = WriteAsync(underWay.Reader, to);
        var buffer = new byte[65_536];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            underWay.Writer.TryWrite((Math.Max(Stopwatch.GetTimestamp(), opened) + Ticks(roundTrip / 2), buffer[..read]));
        }

        underWay.Writer.Complete();
        await writing;
    }

    private static async Task WriteAsync(ChannelReader<(long Due, byte[] Bytes)> underWay, Socket to)
    {
        await foreach (var (due, bytes) in underWay.ReadAllAsync())
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left);
            }

            await to.SendAsync(bytes);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
