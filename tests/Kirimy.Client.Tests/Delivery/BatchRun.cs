using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Network;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Ledger;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Sends messages through a batch, as a pipeline does, and keeps the results.</summary>
internal sealed class BatchRun
{
    public static readonly RateLimits Unlimited = new() { Requests = int.MaxValue, MessagesPerDay = int.MaxValue };

    public List<SendResult> Results { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> Verbose { get; } = [];

    public static OutgoingMessage Message(int index, string? recipient = null, params string[] sessions) =>
        new(index, recipient ?? $"62812{10_000_000 + index}", $"text {index}", sessions.Length > 0 ? sessions : ["s"]);

    public static Task<BatchRun> SendAsync(ScriptedServer server, DeliveryOptions options, params OutgoingMessage[] messages) =>
        SendAsync(server.BaseUri, options, messages);

    public static Task<BatchRun> SendAsync(Uri baseUri, DeliveryOptions options, params OutgoingMessage[] messages) =>
        SendAsync(Client(baseUri), options, messages);

    public static Task<BatchRun> SendAsync(KirimyClient client, DeliveryOptions options, params OutgoingMessage[] messages)
    {
        var run = new BatchRun();
        // A pipeline thread blocks here, but a test must not.
        return Task.Run(() =>
        {
            using var batch = run.Open(client, options);
            foreach (var message in messages)
            {
                batch.Post(message);
            }

            batch.Complete();
            return run;
        });
    }

    public DeliveryBatch Open(Uri baseUri, DeliveryOptions options, Action<SendResult>? onResult = null) =>
        Open(Client(baseUri), options, onResult);

    private DeliveryBatch Open(KirimyClient client, DeliveryOptions options, Action<SendResult>? onResult = null)
    {
        // Without explicit limits, a test has none.
        var limits = options.Limits == new RateLimits() ? Unlimited : options.Limits;
        return new DeliveryBatch(
            client,
            LedgerAddress.None.Open(Entries.ScopeOf(client), new LedgerOptions { Limits = limits, Time = options.Time }),
            options with
            {
                Limits = limits,
            },
            result =>
            {
                Results.Add(result);
                onResult?.Invoke(result);
            },
            Warnings.Add,
            Verbose.Add,
            CancellationToken.None
        );
    }

    public static KirimyClient Client(Uri baseUri)
    {
        var address = BaseAddress.Parse(baseUri);
        return new(address, Secrets.Key, TimeSpan.FromSeconds(30), ProxyRoute.Choose(address));
    }
}
