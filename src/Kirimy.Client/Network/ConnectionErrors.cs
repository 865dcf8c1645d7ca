using System.Net.Http;

namespace Kirimy.Client.Network;

/// <summary>Maps connection failures to error codes and texts. Hides .NET's own text about a proxy, which may contain a password.</summary>
internal static class ConnectionErrors
{
    private const int ProxyAuthenticationRequired = 407;

    public static (ConnectFailure Failure, string Code, string Text) Explain(
        Exception exception,
        HttpRequestMessage message,
        BaseAddress address,
        ProxyRoute route
    )
    {
        var host = address.SendMessage.Authority;
        var failure = Platform.Classify(exception);
        if (failure == ConnectFailure.Tls)
        {
            var reason = Platform.CertificateFaultOf(exception, message) ?? exception.GetBaseException().Message;
            return (failure, ErrorCode.TlsError, Text.Client_Tls.With(host, reason));
        }

        var proxy = route.Current(address);
        if (failure == ConnectFailure.Proxy)
        {
            return Platform.TunnelStatus(exception) switch
            {
                ProxyAuthenticationRequired => (failure, ErrorCode.ProxyAuthentication, AskedBy(proxy, route)),
                { } status => (failure, ErrorCode.NetworkError, Text.Client_ProxyStatus.With(host, Shown(proxy), status)),
                null => (failure, ErrorCode.NetworkError, Text.Client_Proxy.With(host, Shown(proxy))),
            };
        }

        if (proxy is not null)
        {
            var reason = failure == ConnectFailure.Name ? Text.Client_ProxyNameNotResolved : exception.GetBaseException().Message;
            return (ConnectFailure.Proxy, ErrorCode.NetworkError, Text.Client_ProxyUnreached.With(host, Shown(proxy), reason));
        }

        return failure == ConnectFailure.Name
            ? (failure, ErrorCode.NetworkError, Text.Client_NameNotResolved.With(host))
            : (failure, ErrorCode.NetworkError, Text.Client_Network.With(host, exception.GetBaseException().Message));
    }

    public static string AskedBy(Uri? proxy, ProxyRoute route) =>
        (route.HasCredential ? Text.Client_ProxyCredentialsRejected : Text.Client_ProxyCredentialsRequired).With(Shown(proxy));

    private static string Shown(Uri? proxy) => proxy is null ? string.Empty : ProxyRoute.Show(proxy);
}
