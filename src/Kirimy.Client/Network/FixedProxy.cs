using System.Net;

namespace Kirimy.Client.Network;

/// <summary>One proxy for every address. Not <see cref="WebProxy"/>: on .NET Framework that goes around itself to this machine.</summary>
internal sealed class FixedProxy(Uri address, ICredentials? credentials) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; } = credentials;

    /// <inheritdoc/>
    public Uri GetProxy(Uri destination) => address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => false;
}
