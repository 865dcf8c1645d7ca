using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Kirimy.Client;

/// <summary>Preconnection, opened in the background and used once. If it fails, the first request connects and reports the error.</summary>
internal sealed class EarlyConnection
{
    // As with pooled connections, the service may close an idle connection at any time, and a request on it would be lost.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly DnsEndPoint endPoint;
    private Task<Socket>? opening;
    private long opened;

    private EarlyConnection(DnsEndPoint endPoint)
    {
        this.endPoint = endPoint;
        opening = Task.Run(OpenAsync);
        _ = DiscardAsync();
    }

    /// <summary>Starts to connect. The handler's first request uses the connection.</summary>
    public static void Start(SocketsHttpHandler handler, DnsEndPoint endPoint) =>
        handler.ConnectCallback = new EarlyConnection(endPoint).ConnectAsync;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var early = context.DnsEndPoint.Equals(endPoint) ? Interlocked.Exchange(ref opening, value: null) : null;
        var socket = early is null ? null : await TakeAsync(early, cancellationToken).ConfigureAwait(false);
        socket ??= await OpenAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<Socket?> TakeAsync(Task<Socket> early, CancellationToken cancellationToken)
    {
        try
        {
            var socket = await early.WaitAsync(cancellationToken).ConfigureAwait(false);
            // A connection that is readable before a request was closed by the other side.
            if (Stopwatch.GetElapsedTime(opened) < MaxAge && !socket.Poll(microSeconds: 0, SelectMode.SelectRead))
            {
                return socket;
            }

            socket.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CloseAsync(early).ConfigureAwait(false);
            throw;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<Socket> OpenAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var socket = await OpenAsync(endPoint, limit.Token).ConfigureAwait(false);
        opened = Stopwatch.GetTimestamp();
        return socket;
    }

    private static async Task<Socket> OpenAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connection if no request uses it.</summary>
    private async Task DiscardAsync()
    {
        await Task.Delay(MaxAge).ConfigureAwait(false);
        if (Interlocked.Exchange(ref opening, value: null) is { } unused)
        {
            await CloseAsync(unused).ConfigureAwait(false);
        }
    }

    private static async Task CloseAsync(Task<Socket> early)
    {
        try
        {
            (await early.ConfigureAwait(false)).Dispose();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The connection failed.
        }
    }
}
