using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Inbox;
using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox;

/// <summary>
/// Test double of the Kirimy Client API: an HTTP server on 127.0.0.1 with the API's contract and limits. It simulates errors and faults for
/// simulated numbers (<see cref="SimulatedNumber"/>) and shows the received messages. Nothing leaves the machine. Thread-safe.
/// </summary>
internal sealed class SandboxServer : IDisposable
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

    public static IReadOnlyList<SandboxRecipient> SimulatedNumbers => [.. SimulatedNumber.All.Select(static number => number.Recipient)];

    public int Port => http.Port;

    public Uri BaseUri { get; }
    public Uri InboxUri { get; }
    public string ApiKey { get; }
    public IReadOnlyList<string> SessionIds { get; }

    public long MessageCount => store.Total;

    /// <summary>The newest 10,000, oldest first, without those cleared on the inbox page; empty after the sandbox has stopped.</summary>
    public IReadOnlyList<SandboxMessage> Messages => store.Snapshot();

    internal bool HasEnded => http.HasEnded;

    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        options.Check();
        return new SandboxServer(options);
    }

    /// <summary>Requests in progress are aborted, and the port is free when this method returns.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            http.Dispose();
            store.Clear();
        }
    }
}
