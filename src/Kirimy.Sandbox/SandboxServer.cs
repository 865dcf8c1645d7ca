using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Inbox;
using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox;

/// <summary>
/// The local stand-in for the Kirimy Client API: a real HTTP server on 127.0.0.1 that keeps the API's contract and limits, simulates errors and
/// faults at simulated numbers (<see cref="SimulatedNumber"/>), and shows what it received. Nothing leaves the machine.
/// </summary>
public sealed class SandboxServer : IDisposable
{
    private readonly HttpServer http;
    private readonly MessageStore store = new();
    private int disposed;

    private SandboxServer(SandboxOptions options)
    {
        ApiKey = options.ApiKey ?? Bytes.Hex(Bytes.Random(32));
        SessionIds = [.. options.SessionIds];
        http = new HttpServer(options.Port, options.TimeProvider);
        InboxUri = new Uri($"http://127.0.0.1:{http.Port}/");
        BaseUri = new Uri(InboxUri, "v1/");
        var router = new Router(
            new SendMessageEndpoint(options, ApiKey, Port, store),
            new InboxPage(store, InboxUri, options.TimeProvider.LocalTimeZone),
            options.Latency
        );
        http.Start(router);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => http.Port;

    /// <summary>The base URI of the API, ending in <c>/v1/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The page that shows what was received.</summary>
    public Uri InboxUri { get; }

    /// <summary>The API key that it takes.</summary>
    public string ApiKey { get; }

    /// <summary>The sessions that are connected.</summary>
    public IReadOnlyList<string> SessionIds { get; }

    /// <summary>How many messages were received, delivered or not.</summary>
    public long MessageCount => store.Total;

    /// <summary>The newest 10,000 of the messages that were received, oldest first, without those that were cleared on the inbox page; none when it has stopped.</summary>
    public IReadOnlyList<SandboxMessage> Messages => store.Snapshot();

    /// <summary>Whether it has stopped and no request is in progress.</summary>
    internal bool HasEnded => http.HasEnded;

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">How it is to be; null is the API's own limits, one session, a free port.</param>
    /// <exception cref="KirimyException">SANDBOX_PORT_IN_USE, SANDBOX_PORT_REFUSED, or API_KEY_MALFORMED.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        options.Check();
        return new SandboxServer(options);
    }

    /// <summary>Stops at once: requests in progress are cut off, and the port is free when this returns.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            http.Dispose();
            store.Clear();
        }
    }
}
