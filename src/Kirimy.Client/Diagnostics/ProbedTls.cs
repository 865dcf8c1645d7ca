using System.Security.Cryptography.X509Certificates;
using Kirimy.Client.Network;

namespace Kirimy.Client.Diagnostics;

/// <summary>A secure connection that was made.</summary>
/// <param name="Protocol">The version of TLS; null where it can't be known.</param>
/// <param name="Cipher">The cipher suite; null where it can't be known.</param>
/// <param name="Subject">Whom the certificate is issued for.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Ends">Until when it is valid.</param>
internal sealed record ProbedTls(string? Protocol, string? Cipher, string Subject, string Issuer, DateTimeOffset Ends)
{
    /// <summary>With fewer days left somebody should be told: renewals that work by themselves come earlier.</summary>
    private const int FewDays = 14;

    public static ProbedTls Of(X509Certificate2 certificate, string? protocol, string? cipher) =>
        new(
            protocol,
            cipher,
            CertificateErrors.Shown(Platform.NamesOf(certificate)[0]),
            CertificateErrors.IssuerOf(certificate),
            new DateTimeOffset(certificate.NotAfter)
        );

    public ConnectionCheck Explain(DateTimeOffset now, TimeSpan duration)
    {
        var days = (int)Math.Floor((Ends - now).TotalDays);
        var how = Protocol is null ? Text.Check_TlsOn : Text.Check_TlsVersion.With(Version(Protocol), Cipher);
        return ConnectionCheck.Passed(
            ConnectionCheckKind.Tls,
            Text.Check_TlsCertificate.With(how, Subject, Issuer, days, Ends),
            duration,
            days < FewDays ? Text.Advice_TlsEnds.With(days) : null
        );
    }

    /// <summary>The version as people write it: 1.2, 1.3.</summary>
    private static string Version(string protocol) =>
        protocol switch
        {
            "Tls12" => "TLS 1.2",
            "Tls13" => "TLS 1.3",
            _ => protocol,
        };
}
