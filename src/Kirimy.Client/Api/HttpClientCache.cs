using System.Collections.Concurrent;
using System.Net.Http;

namespace Kirimy.Client.Api;

/// <summary>One HttpClient for a process and base address: connections are shared by all commands and runspaces.</summary>
internal static class HttpClientCache
{
    private static readonly ConcurrentDictionary<BaseAddress, Lazy<HttpClient>> Clients = new();

    public static HttpClient For(BaseAddress address) =>
        Clients.GetOrAdd(address, static key => new Lazy<HttpClient>(() => Create(key))).Value;

    // Time-outs belong to requests: each has its own.
    private static HttpClient Create(BaseAddress address) =>
        new(Platform.CreateHandler(address), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
