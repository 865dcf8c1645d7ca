using System.Net;
using System.Net.Sockets;

namespace Kirimy.Sandbox.Http;

/// <summary>Opens an HTTP listener on 127.0.0.1, which needs no administrator on any system.</summary>
internal static class LoopbackListener
{
    private const int Attempts = 20;

    /// <summary>ERROR_SHARING_VIOLATION and ERROR_ALREADY_EXISTS: how Windows' http.sys says that a port is taken.</summary>
    private static readonly int[] WindowsInUse = [32, 183];

    /// <summary>Opens a listener.</summary>
    /// <param name="port">The port; 0 picks a free one.</param>
    /// <exception cref="KirimyException">SANDBOX_PORT_IN_USE or SANDBOX_PORT_REFUSED.</exception>
    public static (HttpListener Listener, int Port) Open(int port)
    {
        if (port != 0)
        {
            return (Listen(port), port);
        }

        // HttpListener can't be asked for any port. One that was free a moment ago may be taken by now: then another.
        for (var attempt = 1; ; attempt++)
        {
            var free = FreePort();
            try
            {
                return (Listen(free), free);
            }
            catch (KirimyException) when (attempt < Attempts) { }
        }
    }

    private static HttpListener Listen(int port)
    {
        var listener = new HttpListener { IgnoreWriteExceptions = true };
        try
        {
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            listener.Start();
            return listener;
        }
        catch (Exception exception) when (exception is HttpListenerException or SocketException)
        {
            ((IDisposable)listener).Dispose();
            throw IsInUse(exception, port)
                ? new KirimyException(ErrorCode.SandboxPortInUse, Format(Text.LoopbackListener_InUse, port), exception)
                : new KirimyException(
                    ErrorCode.SandboxPortRefused,
                    Format(Text.LoopbackListener_Refused, port, exception.Message),
                    exception
                );
        }
    }

    private static bool IsInUse(Exception exception, int port)
    {
        if (exception is HttpListenerException listenerException && WindowsInUse.Contains(listenerException.ErrorCode))
        {
            return true;
        }

        // The codes differ from system to system: ask for the port itself.
        var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return false;
        }
        catch (SocketException socketException)
        {
            return socketException.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
        finally
        {
            probe.Stop();
        }
    }

    private static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }

    private static string Format(string format, params object[] values) =>
        string.Format(System.Globalization.CultureInfo.CurrentCulture, format, values);
}
