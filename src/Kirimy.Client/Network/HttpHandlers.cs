using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client.Network;

/// <summary>
/// Factory and pool of HTTP handlers: one per process, service and proxy, so all cmdlets and runspaces share connections. Requests don't use
/// HttpClient, whose timeout and buffering aren't needed. Thread-safe.
/// </summary>
internal static class HttpHandlers
{
    private static readonly ConcurrentDictionary<(BaseAddress Address, ProxyRoute Route), Lazy<HttpMessageInvoker>> Shared = new();

    public static HttpMessageInvoker SharedFor(BaseAddress address, ProxyRoute route) => SharedFor(address, route, connectsEarly: false);

    /// <summary>Starts to connect to a service in the background if this process hasn't called it yet and there is no proxy.</summary>
    public static void ConnectEarly(BaseAddress address, ProxyRoute route)
    {
        if (route.Proxy is null && route.Source != ProxySource.System)
        {
            _ = SharedFor(address, route, connectsEarly: true);
        }
    }

    private static HttpMessageInvoker SharedFor(BaseAddress address, ProxyRoute route, bool connectsEarly) =>
        Shared.GetOrAdd((address, route), _ => new(() => Open(address, route, connectsEarly))).Value;

    private static HttpMessageInvoker Open(BaseAddress address, ProxyRoute route, bool connectsEarly)
    {
        var handler = Create(address, route);
        if (connectsEarly)
        {
            Platform.ConnectEarly(handler, address.Root);
        }

        return new HttpMessageInvoker(handler, disposeHandler: true);
    }

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

    /// <summary>A proxy for every address. .NET Framework's WebProxy would bypass it for this machine.</summary>
    private sealed class FixedProxy(Uri address, ICredentials? credentials) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = credentials;

        public Uri GetProxy(Uri destination) => address;

        public bool IsBypassed(Uri host) => false;
    }
}

/// <summary>Observer of TLS connections. It can't change the system's verdict on a certificate.</summary>
internal abstract class TlsObserver
{
    public abstract void OnCertificate(X509Certificate2 certificate);

    public abstract void OnSecured(string? protocol, string? cipher);
}
