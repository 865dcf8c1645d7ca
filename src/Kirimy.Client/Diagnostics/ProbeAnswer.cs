using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using Kirimy.Client.Network;

namespace Kirimy.Client.Diagnostics;

/// <summary>What came of a probe's request.</summary>
internal sealed class ProbeAnswer(TimeProvider time) : TlsObserver
{
    /// <summary>How far the clocks may be apart. The day's count turns by this machine's, and certificates are judged by it.</summary>
    public static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(1);

    private readonly long start = time.GetTimestamp();
    private readonly DateTimeOffset startTime = time.GetUtcNow();
    private X509Certificate2? certificate;

    /// <summary>Why there is no answer.</summary>
    public (ConnectFailure Kind, string Code, string Text)? Failure { get; private set; }

    /// <summary>The secure connection, when one was made.</summary>
    public ProbedTls? Tls { get; private set; }

    public int Status { get; private set; }

    /// <summary>By how much the service's clock is ahead of this machine's; null when it did not say.</summary>
    public TimeSpan? Skew { get; private set; }

    public TimeSpan Total { get; private set; }

    /// <summary>Until the secure connection was made, TCP and a proxy's tunnel included.</summary>
    public TimeSpan ToTls { get; private set; }

    public TimeSpan AfterTls => Total - ToTls;

    /// <inheritdoc/>
    public override void OnCertificate(X509Certificate2 certificate) => this.certificate = certificate;

    /// <inheritdoc/>
    public override void OnSecured(string? protocol, string? cipher)
    {
        ToTls = time.GetElapsedTime(start);
        Tls = certificate is null ? null : ProbedTls.Of(certificate, protocol, cipher);
    }

    public void Take(HttpResponseMessage response)
    {
        Total = time.GetElapsedTime(start);
        Status = (int)response.StatusCode;
        // The header was written at some moment between the question and the answer.
        Skew = response.Headers.Date - (startTime + TimeSpan.FromTicks(Total.Ticks / 2));
    }

    public void Take((ConnectFailure Kind, string Code, string Text) failure)
    {
        Total = time.GetElapsedTime(start);
        Failure = failure;
    }
}

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
        var how = Protocol is null ? Text.Check_TlsOn : Text.Check_TlsVersion.With(Protocol.Replace("Tls1", "TLS 1."), Cipher);
        return ConnectionCheck.Passed(
            ConnectionCheckKind.Tls,
            Text.Check_TlsCertificate.With(how, Subject, Issuer, days, Ends),
            duration,
            days < FewDays ? Text.Advice_TlsEnds.With(days) : null
        );
    }
}
