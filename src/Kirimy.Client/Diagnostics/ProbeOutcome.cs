using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using Kirimy.Client.Network;

namespace Kirimy.Client.Diagnostics;

internal sealed class ProbeOutcome(TimeProvider time) : TlsObserver
{
    /// <summary>This machine's clock decides when the daily limit resets and whether certificates are valid.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(1);

    private readonly long start = time.GetTimestamp();
    private readonly DateTimeOffset startTime = time.GetUtcNow();
    private X509Certificate2? certificate;

    public (ConnectFailure Kind, string Code, string Text)? Failure { get; private set; }
    public ProbedTls? Tls { get; private set; }
    public int Status { get; private set; }

    /// <summary>How far the service's clock is ahead of this machine's; null without a Date header.</summary>
    public TimeSpan? Skew { get; private set; }

    public TimeSpan Total { get; private set; }

    /// <summary>Includes TCP and the tunnel of a proxy.</summary>
    public TimeSpan ToTls { get; private set; }

    public TimeSpan AfterTls => Total - ToTls;

    public override void OnCertificate(X509Certificate2 certificate) => this.certificate = certificate;

    public override void OnSecured(string? protocol, string? cipher)
    {
        ToTls = time.GetElapsedTime(start);
        Tls = certificate is null ? null : ProbedTls.Of(certificate, protocol, cipher);
    }

    public void RecordResponse(HttpResponseMessage response)
    {
        Total = time.GetElapsedTime(start);
        Status = (int)response.StatusCode;
        // The header was written between the request and the response.
        Skew = response.Headers.Date - (startTime + TimeSpan.FromTicks(Total.Ticks / 2));
    }

    public void RecordFailure((ConnectFailure Kind, string Code, string Text) failure)
    {
        Total = time.GetElapsedTime(start);
        Failure = failure;
    }
}

internal sealed record ProbedTls(string? Protocol, string? Cipher, string Subject, string Issuer, DateTimeOffset Ends)
{
    /// <summary>With fewer days left there is a warning, because automatic renewals happen earlier.</summary>
    private const int MinDaysLeft = 14;

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
            days < MinDaysLeft ? Text.Advice_TlsEnds.With(days) : null
        );
    }
}
