using System.Net;

namespace Kirimy.Client.Network;

/// <summary>A proxy as people and variables write it, taken apart: where it is, and what it is to be told. Only the former may be shown.</summary>
/// <param name="Uri">Where the proxy is, without user name and password.</param>
/// <param name="Credential">The user name and password that stood in the address.</param>
internal sealed record ProxyAddress(Uri Uri, NetworkCredential? Credential)
{
    private const string SchemeEnd = "://";
    private const int SocksPort = 1080;

    /// <summary>Reads an address.</summary>
    /// <param name="text">
    /// <c>http://host:port</c>; the scheme may be missing, a user name and password may stand before the host, in percent-encoding or as
    /// they are (as curl and .NET take them).
    /// </param>
    /// <param name="where">Where it stands: the parameter or variable.</param>
    /// <exception cref="KirimyException">INVALID_PROXY. Its text does not repeat the address: what can't be read may be a password.</exception>
    public static ProxyAddress Parse(string text, string where)
    {
        var rest = text.Trim();
        var scheme = Uri.UriSchemeHttp;
        var end = rest.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (end >= 0)
        {
            scheme = rest[..end].ToLowerInvariant();
            rest = rest[(end + SchemeEnd.Length)..];
        }

        if (!Platform.ProxySchemes.Contains(scheme, StringComparer.Ordinal))
        {
            // A scheme is no secret, unless it is no scheme.
            throw Refuse(Text.Proxy_BadScheme.With(where, string.Join(", ", Platform.ProxySchemes)));
        }

        var at = rest.LastIndexOf('@');
        var host = rest[(at + 1)..].Split('/', '?', '#')[0];
        if (
            host.Length == 0
            || !Uri.TryCreate(scheme + SchemeEnd + host, UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.UserInfo.Length > 0
        )
        {
            throw Refuse(Text.Proxy_BadAddress.With(where));
        }

        return new ProxyAddress(
            uri.Port > 0 ? uri : new UriBuilder(scheme, uri.Host, SocksPort).Uri,
            at > 0 ? ReadCredential(rest[..at]) : null
        );
    }

    private static NetworkCredential ReadCredential(string userInfo)
    {
        var parts = userInfo.Split([':'], 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
    }

    private static KirimyException Refuse(string text) => new(ErrorCode.InvalidProxy, text);
}
