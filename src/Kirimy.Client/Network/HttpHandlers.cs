using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client.Network;

/// <summary>
/// Factory and pool of HTTP handlers: one per process, service and proxy, so that all cmdlets and runspaces share connections. Requests are
/// made without HttpClient, whose timeout and buffering aren't needed.
/// </summary>
internal static class HttpHandlers
{
    private static readonly ConcurrentDictionary<(BaseAddress Address, ProxyRoute Route), Lazy<HttpMessageInvoker>> Shared = new();

    /// <summary>The handler that all clients of a service share.</summary>
    public static HttpMessageInvoker SharedFor(BaseAddress address, ProxyRoute route) =>
        Shared
            .GetOrAdd(
                (address, route),
                static key => new Lazy<HttpMessageInvoker>(() => new(Create(key.Address, key.Route), disposeHandler: true))
            )
            .Value;

    /// <summary>Starts to connect to a service in the background if this process hasn't called it yet, and no proxy is in between.</summary>
    public static void ConnectEarly(BaseAddress address, ProxyRoute route)
    {
        if (route.Proxy is not null || route.Source == ProxySource.System)
        {
            return;
        }

        _ = Shared
            .GetOrAdd(
                (address, route),
                static key => new Lazy<HttpMessageInvoker>(() =>
                {
                    var handler = Create(key.Address, key.Route);
                    Platform.ConnectEarly(handler, key.Address.Root);
                    return new(handler, disposeHandler: true);
                })
            )
            .Value;
    }

    /// <summary>Creates a handler.</summary>
    /// <param name="address">The service.</param>
    /// <param name="route">The proxy, if there is one.</param>
    /// <param name="observer">Receives what is known of secure connections.</param>
    public static HttpMessageHandler Create(BaseAddress address, ProxyRoute route, TlsObserver? observer = null) =>
        Platform.CreateHandler(
            route.Source == ProxySource.System || route.Proxy is not null,
            route.Proxy is { } proxy ? new FixedProxy(proxy, route.Credentials) : null,
            route.Credentials,
            address.Root.IdnHost,
            (host, certificate, chain, errors) =>
            {
                if (certificate is not null)
                {
                    observer?.OnCertificate(certificate);
                }

                return CertificateErrors.Describe(host, certificate, chain, errors);
            },
            observer is null ? null : observer.OnSecured
        );

    /// <summary>One proxy for every address. WebProxy on .NET Framework would bypass it for this machine.</summary>
    private sealed class FixedProxy(Uri address, ICredentials? credentials) : IWebProxy
    {
        /// <inheritdoc/>
        public ICredentials? Credentials { get; set; } = credentials;

        /// <inheritdoc/>
        public Uri GetProxy(Uri destination) => address;

        /// <inheritdoc/>
        public bool IsBypassed(Uri host) => false;
    }
}

/// <summary>Who wants to see how secure connections are made. Sees only: the verdict on a certificate is the system's.</summary>
internal abstract class TlsObserver
{
    /// <summary>A server showed its certificate.</summary>
    public abstract void OnCertificate(X509Certificate2 certificate);

    /// <summary>A secure connection is made.</summary>
    /// <param name="protocol">The version of TLS; null where it can't be known.</param>
    /// <param name="cipher">The cipher suite; null where it can't be known.</param>
    public abstract void OnSecured(string? protocol, string? cipher);
}
