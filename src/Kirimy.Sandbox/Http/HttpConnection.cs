using System.Net.Sockets;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirimy.Sandbox.Http;

/// <summary>One HTTP connection: reads requests one after another, and writes responses or simulates faults.</summary>
internal sealed class HttpConnection : IDisposable
{
    /// <summary>How long a connection may be idle between requests. The API's Node closes idle connections after the same time.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(5);

    /// <summary>From the start of the connection or the end of the last response to the whole request.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a response is withheld: longer than any client waits, but limited, so connections are released.</summary>
    public static readonly TimeSpan WithheldTimeout = TimeSpan.FromMinutes(10);

    private readonly Socket socket;
    private readonly NetworkStream stream;
    private readonly WireReader wire;
    private readonly RequestReader reader;
    private readonly TimeProvider time;

    public HttpConnection(Socket socket, TimeProvider time)
    {
        this.socket = socket;
        this.time = time;
        socket.NoDelay = true;
        stream = new NetworkStream(socket, ownsSocket: true);
        wire = new WireReader(stream);
        reader = new RequestReader(wire);
    }

    /// <summary>Ends with an IOException or ObjectDisposedException if the connection was lost or disposed.</summary>
    public async Task ServeAsync(IRequestHandler handler, CancellationToken stopping)
    {
        while (true)
        {
            Request? request;
            try
            {
                request = await WithTimeoutAsync(RequestTimeout, ReceiveAsync, stopping).ConfigureAwait(false);
            }
            catch (BadRequestException bad)
            {
                await WriteAsync(handler.Refuse(bad.Status, bad.Message), isHead: false, keepAlive: false, stopping).ConfigureAwait(false);
                await CloseAsync(stopping).ConfigureAwait(false);
                return;
            }

            if (
                request is null
                || !await RespondAsync(await handler.HandleAsync(request).ConfigureAwait(false), request, stopping).ConfigureAwait(false)
            )
            {
                return;
            }
        }
    }

    public void Dispose() => stream.Dispose();

    private async Task<Request?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!await WithTimeoutAsync(IdleTimeout, wire.HasMoreAsync, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var head = await reader.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (RequestReader.HasBody(head) && string.Equals(head.Header("Expect"), "100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n"), cancellationToken).ConfigureAwait(false);
        }

        return await reader.ReadBodyAsync(head, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> RespondAsync(Response response, Request request, CancellationToken stopping)
    {
        if (response.Delay > TimeSpan.Zero)
        {
            await Platform.Delay(time, response.Delay, stopping).ConfigureAwait(false);
        }

        switch (response.Ending)
        {
            case ResponseEnding.Withheld:
                await Platform.Delay(time, WithheldTimeout, stopping).ConfigureAwait(false);
                return false;
            case ResponseEnding.Dropped:
                return false;
            case ResponseEnding.Reset:
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                return false;
            case ResponseEnding.CutShort:
                await WriteAsync(response, isHead: false, keepAlive: true, stopping).ConfigureAwait(false);
                return false;
            default:
                await WriteAsync(response, request.Method == "HEAD", request.KeepAlive, stopping).ConfigureAwait(false);
                if (!request.KeepAlive)
                {
                    await CloseAsync(stopping).ConfigureAwait(false);
                }

                return request.KeepAlive;
        }
    }

    private async Task WriteAsync(Response response, bool isHead, bool keepAlive, CancellationToken stopping)
    {
        var lines = new List<string>
        {
            FormattableString.Invariant($"HTTP/1.1 {response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}"),
            FormattableString.Invariant($"Date: {time.GetUtcNow():R}"),
            "Content-Type: " + response.ContentType,
            FormattableString.Invariant($"Content-Length: {response.Body.Length}"),
        };
        lines.AddRange(response.Headers.Select(header => $"{header.Key}: {header.Value}"));
        lines.Add(
            keepAlive
                ? FormattableString.Invariant($"Connection: keep-alive\r\nKeep-Alive: timeout={IdleTimeout.TotalSeconds}")
                : "Connection: close"
        );
        var length =
            isHead ? 0
            : response.Ending == ResponseEnding.CutShort ? response.Body.Length / 2
            : response.Body.Length;
        byte[] bytes =
        [
            .. Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"),
            .. new ArraySegment<byte>(response.Body, 0, length),
        ];
        await SendAsync(bytes, stopping).ConfigureAwait(false);
    }

    private Task SendAsync(byte[] bytes, CancellationToken cancellationToken) =>
        stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken);

    /// <summary>
    /// Graceful close: shuts down sending, and reads remaining bytes for a while. Closing with unread bytes would reset the connection, and
    /// the client could lose a response that it hasn't read yet.
    /// </summary>
    private async Task CloseAsync(CancellationToken stopping)
    {
        socket.Shutdown(SocketShutdown.Send);
        await WithTimeoutAsync(
                IdleTimeout,
                async token =>
                {
                    long read = 0;
                    while (read < RequestReader.MaxDrainLength && await wire.HasMoreAsync(token).ConfigureAwait(false))
                    {
                        read += (await wire.ReadAsync(long.MaxValue, token).ConfigureAwait(false)).Count;
                    }

                    return read;
                },
                stopping
            )
            .ConfigureAwait(false);
    }

    /// <summary>Closes the connection after a timeout. On .NET Framework, nothing else ends a pending read.</summary>
    private async Task<T> WithTimeoutAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> read, CancellationToken stopping)
    {
        using var timer = Platform.CancelAfter(time, limit);
        using var cut = timer.Token.Register(Dispose);
        return await read(stopping).ConfigureAwait(false);
    }
}
