using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Kirimy.Benchmarks.Server;

/// <summary>
/// A TCP relay on loopback that adds latency. Each direction takes half of the added round trip, and the first bytes of a connection also
/// wait for the round trip of its handshake. The order of the bytes and the time between them are unchanged.
/// </summary>
/// <param name="target">The target of the connections.</param>
/// <param name="roundTrip">The added round-trip time.</param>
internal sealed class SlowRoute(IPEndPoint target, TimeSpan roundTrip)
{
    /// <summary>Starts the relay, and returns its port.</summary>
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
                // One side closed its connection. The other connection is closed when this method returns.
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
