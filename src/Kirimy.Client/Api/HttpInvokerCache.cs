using System.Collections.Concurrent;
using System.Net.Http;

namespace Kirimy.Client.Api;

/// <summary>
/// What sends requests, one for a process and base address: connections are shared by all commands and runspaces. Not HttpClient: its
/// time-out and buffering are not used here, and cost each message another token source and some 400 bytes.
/// </summary>
internal static class HttpInvokerCache
{
    private static readonly ConcurrentDictionary<BaseAddress, Lazy<HttpMessageInvoker>> Invokers = new();

    public static HttpMessageInvoker For(BaseAddress address) =>
        Invokers
            .GetOrAdd(address, static key => new Lazy<HttpMessageInvoker>(() => new(Platform.CreateHandler(key), disposeHandler: true)))
            .Value;
}
