using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kirimy.Sandbox.Http;

/// <summary>
/// A small HTTP/1.1 server on 127.0.0.1. It doesn't use System.Net.HttpListener, whose Abort responds with 200 OK outside Windows (measured
/// with .NET 10 on Linux), so it can't simulate a lost or hanging request. On Windows, HttpListener needs a system service.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    /// <summary>How long stopping waits for the tasks of closed connections.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<HttpConnection, Task> connections = new();
    private readonly TcpListener listener;
    private readonly TimeProvider time;
    private Task accepting = Task.CompletedTask;

    public HttpServer(int port, TimeProvider time)
    {
        this.time = time;
        listener = Listen(port);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }
    public bool HasEnded { get; private set; }

    public void Start(IRequestHandler handler) => accepting = Task.Run(() => AcceptAsync(handler));

    /// <summary>The port is free when this method returns.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        listener.Stop();
        HasEnded = accepting.Wait(StopTimeout);
        foreach (var connection in connections.Keys)
        {
            connection.Dispose();
        }

        HasEnded &= Task.WaitAll([.. connections.Values], StopTimeout);
        if (HasEnded)
        {
            stopping.Dispose();
        }
    }

    private static TcpListener Listen(int port)
    {
        var candidate = new TcpListener(IPAddress.Loopback, port);
        try
        {
            candidate.Start(backlog: 512);
            return candidate;
        }
        catch (SocketException exception)
        {
            candidate.Stop();
            throw exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? new KirimyException(ErrorCode.SandboxPortInUse, Text.HttpServer_InUse.With(port), exception)
                : new KirimyException(ErrorCode.SandboxPortRefused, Text.HttpServer_Refused.With(port, exception.Message), exception);
        }
    }

    private async Task AcceptAsync(IRequestHandler handler)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Serve(new HttpConnection(await listener.AcceptSocketAsync().ConfigureAwait(false), time), handler);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The server is stopped, the connection broke, or there are no free handles. Later connections may succeed.
                if (!stopping.IsCancellationRequested)
                {
                    await Task.Delay(AcceptPause).ConfigureAwait(false);
                }
            }
        }
    }

    private void Serve(HttpConnection connection, IRequestHandler handler)
    {
        var served = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        connections[connection] = served.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await connection.ServeAsync(handler, stopping.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The connection was lost or timed out, or the sandbox stops. There is nobody to report to, and no exception may end the process.
            catch (Exception) { }
#pragma warning restore CA1031
            finally
            {
                connection.Dispose();
                _ = connections.TryRemove(connection, out _);
                served.SetResult(result: true);
            }
        });
    }
}

/// <summary>Handler of requests. Its methods must not throw.</summary>
internal interface IRequestHandler
{
    Task<Response> HandleAsync(Request request);

    /// <summary>For bytes that aren't an HTTP request.</summary>
    Response Refuse(int status, string message);
}
