using System.Net;

namespace Kirimy.Client.Network;

/// <summary>A parsed proxy address. Only the URI, which has no user name and password, may be shown.</summary>
internal sealed record ProxyAddress(Uri Uri, NetworkCredential? Credential)
{
    private const string SchemeEnd = "://";
    private const int SocksPort = 1080;

    /// <summary>
    /// <c>http://user:password@host:port</c>. Like curl and .NET, it may omit the scheme and the credential, which may be percent-encoded.
    /// The error doesn't repeat the address, because it may have a password.
    /// </summary>
    public static ProxyAddress Parse(string text, string origin)
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
            // The text before "://" may be part of a password, so it isn't shown.
            throw Refuse(Text.Proxy_BadScheme.With(origin, string.Join(", ", Platform.ProxySchemes)));
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
            throw Refuse(Text.Proxy_BadAddress.With(origin));
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
