using System.Collections.Concurrent;
using System.Net.Http;

namespace Kirimy.Client.Network;

/// <summary>
/// What sends requests, one for a process, base address and way there: connections are shared by all commands and runspaces. Not
/// HttpClient: its time-out and buffering are not used here, and cost each message another token source and some 400 bytes.
/// </summary>
internal static class HttpInvokerCache
{
    private static readonly ConcurrentDictionary<(BaseAddress Address, ProxyRoute Route), Lazy<HttpMessageInvoker>> Invokers = new();

    public static HttpMessageInvoker For(BaseAddress address, ProxyRoute route) =>
        Invokers
            .GetOrAdd(
                (address, route),
                static key => new Lazy<HttpMessageInvoker>(() => new(Platform.CreateHandler(key.Address, key.Route), disposeHandler: true))
            )
            .Value;
}
