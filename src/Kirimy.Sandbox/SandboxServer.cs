using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Inbox;
using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox;

/// <summary>
/// Test double of the Kirimy Client API: an HTTP server on 127.0.0.1 with the API's contract and limits. It simulates errors and faults for
/// simulated numbers (<see cref="SimulatedNumber"/>) and shows the received messages. Nothing leaves the machine. Thread-safe.
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

    /// <summary>The numbers for which every sandbox simulates errors and faults.</summary>
    public static IReadOnlyList<SandboxRecipient> SimulatedNumbers => [.. SimulatedNumber.All.Select(static number => number.Recipient)];

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => http.Port;

    /// <summary>The base URI of the API, ending in <c>/v1/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The page that shows received messages.</summary>
    public Uri InboxUri { get; }

    /// <summary>The accepted API key.</summary>
    public string ApiKey { get; }

    /// <summary>The connected sessions.</summary>
    public IReadOnlyList<string> SessionIds { get; }

    /// <summary>The number of received messages, delivered or not.</summary>
    public long MessageCount => store.Total;

    /// <summary>The newest 10,000 received messages, oldest first, without those that were cleared on the inbox page; empty after the sandbox has stopped.</summary>
    public IReadOnlyList<SandboxMessage> Messages => store.Snapshot();

    /// <summary>Whether the sandbox has stopped and no request is in progress.</summary>
    internal bool HasEnded => http.HasEnded;

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The options; null for the API's limits, one session and a free port.</param>
    /// <exception cref="KirimyException">SANDBOX_PORT_IN_USE, SANDBOX_PORT_REFUSED, or API_KEY_MALFORMED.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        options.Check();
        return new SandboxServer(options);
    }

    /// <summary>Stops the sandbox. Requests in progress are aborted, and the port is free when this method returns.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            http.Dispose();
            store.Clear();
        }
    }
}
