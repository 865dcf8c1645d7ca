using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client.Tests.Servers;

/// <summary>A certificate authority that isn't in the system's trusted list.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly List<X509Certificate2> issued = [];
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public CertificateAuthority()
    {
        var draft = new CertificateRequest("CN=Kirimy test authority", key, HashAlgorithmName.SHA256);
        draft.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true)
        );
        draft.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = DateTimeOffset.UtcNow;
        Root = draft.CreateSelfSigned(now.AddYears(-5), now.AddYears(5));
    }

    public X509Certificate2 Root { get; }

    /// <summary>Options of a client that trusts only this issuer.</summary>
    public X509ChainPolicy Trust =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Root },
            RevocationMode = X509RevocationMode.NoCheck,
        };

    /// <summary>A server's certificate.</summary>
    /// <param name="host">The host name of the certificate.</param>
    /// <param name="daysLeft">The remaining days of validity. A negative value means that the certificate has expired.</param>
    /// <param name="daysOld">The number of days since the start of its validity.</param>
    public X509Certificate2 Issue(string host, double daysLeft = 100, double daysOld = 365)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = new CertificateRequest($"CN={host}", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        draft.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var signed = draft.Create(Root, now.AddDays(-daysOld), now.AddDays(daysLeft), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(leafKey);
        var usable = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
        issued.Add(usable);
        return usable;
    }

    /// <summary>Adds TLS to the connections of a server.</summary>
    public static Func<Stream, CancellationToken, Task<Stream>> Over(X509Certificate2 certificate) =>
        async (stream, token) =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
            return tls;
        };

    public void Dispose()
    {
        issued.ForEach(c => c.Dispose());
        Root.Dispose();
        key.Dispose();
    }
}
