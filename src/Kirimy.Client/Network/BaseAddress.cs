namespace Kirimy.Client.Network;

/// <summary>Where the service is: an address that a key may be sent to.</summary>
public sealed record BaseAddress
{
    private BaseAddress(Uri root, bool isLoopback)
    {
        Root = root;
        IsLoopback = isLoopback;
        SendMessage = new Uri(root, "send-message");
    }

    /// <summary>The service's own address (client-api.md).</summary>
    public static BaseAddress Default { get; } = Parse(new Uri("https://api-client.kirimy.id/v1/"));

    /// <summary>The address, ending with a slash.</summary>
    public Uri Root { get; }

    /// <summary>Whether it is this machine; then no proxy is asked, and plain http is allowed.</summary>
    public bool IsLoopback { get; }

    /// <summary>Where messages are posted.</summary>
    public Uri SendMessage { get; }

    /// <summary>Takes an address.</summary>
    /// <param name="uri">https, or http to a loopback address; without user name, query or fragment.</param>
    /// <exception cref="KirimyException">INVALID_BASE_URI: the key can't be sent there.</exception>
    public static BaseAddress Parse(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Host.Length == 0)
        {
            throw Refuse(Text.BaseAddress_NotAbsolute, uri.OriginalString);
        }

        // What stands before the @ is a secret, and is shown to nobody.
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

    /// <inheritdoc/>
    public override string ToString() => Root.AbsoluteUri;

    private static KirimyException Refuse(string format, string shown) => new(ErrorCode.InvalidBaseUri, format.With(shown));
}
