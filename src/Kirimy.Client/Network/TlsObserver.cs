using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client.Network;

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
