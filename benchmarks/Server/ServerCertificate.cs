using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Benchmarks.Server;

/// <summary>
/// A certificate for loopback, and the file that makes a process on Linux trust it in addition to the system's certificates.
/// </summary>
internal static class ServerCertificate
{
    private static readonly string[] SystemBundles = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"];

    /// <summary>Creates a certificate, and writes the file for <c>$SSL_CERT_FILE</c>.</summary>
    /// <param name="trustFile">The path of that file.</param>
    public static X509Certificate2 Create(string trustFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Kirimy benchmark", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var system = SystemBundles.FirstOrDefault(File.Exists) is { } bundle ? File.ReadAllText(bundle) : string.Empty;
        File.WriteAllText(trustFile, system + certificate.ExportCertificatePem() + "\n");
        return certificate;
    }
}
