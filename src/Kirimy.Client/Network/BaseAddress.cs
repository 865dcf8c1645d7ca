namespace Kirimy.Client.Network;

/// <summary>The validated base URI of the service, to which an API key may be sent.</summary>
internal sealed record BaseAddress
{
    private BaseAddress(Uri root, bool isLoopback)
    {
        Root = root;
        IsLoopback = isLoopback;
        SendMessage = new Uri(root, "send-message");
    }

    /// <summary>From client-api.md.</summary>
    public static BaseAddress Default { get; } = Parse(new Uri("https://api-client.kirimy.id/v1/"));

    /// <summary>Ends with a slash.</summary>
    public Uri Root { get; }

    /// <summary>Whether it is this machine. If so, no proxy is used and HTTP without TLS is allowed.</summary>
    public bool IsLoopback { get; }

    public Uri SendMessage { get; }

    /// <summary>A key is only sent to https, or http to a loopback address; without user name, query or fragment.</summary>
    public static BaseAddress Parse(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Host.Length == 0)
        {
            throw Refuse(Text.BaseAddress_NotAbsolute, uri.OriginalString);
        }

        // The user info before the @ is a secret and isn't shown.
        var shown = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        {
            throw Refuse(Text.BaseAddress_NotHttps, shown);
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Refuse(Text.BaseAddress_Extra, shown);
        }

        return new BaseAddress(
            uri.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? uri : new Uri(uri.AbsoluteUri + "/"),
            uri.IsLoopback
        );
    }

    public override string ToString() => Root.AbsoluteUri;

    private static KirimyException Refuse(string format, string shown) => new(ErrorCode.InvalidBaseUri, format.With(shown));
}
