namespace Kirimy;

/// <summary>What a check of the connection looks at, in the order of the checks.</summary>
public enum ConnectionCheckKind
{
    /// <summary>Whether the name of the service, or of the proxy on the way there, leads to an address.</summary>
    Name,

    /// <summary>Whether a TCP connection can be made there.</summary>
    Tcp,

    /// <summary>Which proxy is used, who says so, and whether it lets through.</summary>
    Proxy,

    /// <summary>Whether a secure connection can be made: the version, the certificate and its days left.</summary>
    Tls,

    /// <summary>Whether the service answers.</summary>
    Http,

    /// <summary>How far this machine's clock and the service's are apart.</summary>
    Clock,

    /// <summary>Whether there is an API key that can be sent, where it is, and its fingerprint.</summary>
    ApiKey,

    /// <summary>Whether sessions are named.</summary>
    Session,

    /// <summary>Whether the ledger can be used.</summary>
    Ledger,

    /// <summary>What is left of the limits, of the key and of each session.</summary>
    Quota,

    /// <summary>What came of one real message, which tells the state of its session.</summary>
    Message,
}
