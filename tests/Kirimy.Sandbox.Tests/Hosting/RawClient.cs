using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kirimy.Sandbox.Tests.Hosting;

/// <summary>A connection that sends any bytes, as no HTTP client would.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private NetworkStream stream = null!;

    public static async Task<RawClient> ConnectAsync(SandboxServer sandbox)
    {
        var client = new RawClient();
        await client.socket.ConnectAsync(IPAddress.Loopback, sandbox.Port, TestContext.Current.CancellationToken);
        client.stream = new NetworkStream(client.socket);
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Closes the sending side of the connection.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Resets the connection.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Reads until the other side closes or resets the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A reset ends the connection, too.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Reads until a text was received, and returns everything that was received.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        while (!all.ToString().Contains(text, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, read);
            all.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return all.ToString();
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }
}
