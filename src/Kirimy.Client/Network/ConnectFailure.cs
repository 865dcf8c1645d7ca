namespace Kirimy.Client.Network;

/// <summary>Why no connection was made.</summary>
internal enum ConnectFailure
{
    /// <summary>Refused, unreachable, or another fault of the network.</summary>
    Other,

    /// <summary>The host's name was not resolved.</summary>
    Name,

    /// <summary>No secure connection: certificate or protocol.</summary>
    Tls,

    /// <summary>The proxy refused.</summary>
    Proxy,
}
