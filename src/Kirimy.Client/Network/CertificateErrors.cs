using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client.Network;

/// <summary>Explains why the system rejected a server's certificate. It can't change the system's verdict.</summary>
internal static class CertificateErrors
{
    private const int MaxNames = 3;
    private const int MaxNameLength = 100;

    /// <summary>Null if the certificate is valid.</summary>
    public static string? Describe(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (certificate is null)
        {
            return Text.Certificate_None.With(host);
        }

        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            var names = Platform.NamesOf(certificate);
            var more = names.Count > MaxNames ? ", …" : string.Empty;
            faults.Add(Text.Certificate_WrongHost.With(host, string.Join(", ", names.Take(MaxNames).Select(Shown)) + more));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            faults.AddRange(InChain(host, certificate, chain));
        }

        return string.Join(" ", faults);
    }

    internal static string Shown(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= MaxNameLength ? clean : clean[..MaxNameLength] + "…";
    }

    internal static string IssuerOf(X509Certificate2 certificate) =>
        Shown(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));

    private static IEnumerable<string> InChain(string host, X509Certificate2 certificate, X509Chain? chain)
    {
        var all = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (flags, status) => flags | status.Status) ?? default;
        var known = X509ChainStatusFlags.NoError;
        if (all.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            known |= X509ChainStatusFlags.NotTimeValid;
            yield return OfTime(host, certificate, chain!);
        }

        const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if ((all & Untrusted) != X509ChainStatusFlags.NoError)
        {
            known |= Untrusted;
            yield return Text.Certificate_Untrusted.With(host, IssuerOf(certificate));
        }

        if (all.HasFlag(X509ChainStatusFlags.Revoked))
        {
            known |= X509ChainStatusFlags.Revoked;
            yield return Text.Certificate_Revoked.With(host);
        }

        var rest = all & ~known;
        if (rest != X509ChainStatusFlags.NoError || known == X509ChainStatusFlags.NoError)
        {
            yield return Text.Certificate_Other.With(host, rest);
        }
    }

    private static string OfTime(string host, X509Certificate2 certificate, X509Chain chain)
    {
        var now = chain.ChainPolicy.VerificationTime;
        return now > certificate.NotAfter ? Text.Certificate_Expired.With(host, certificate.NotAfter)
            : now < certificate.NotBefore ? Text.Certificate_NotYet.With(host, certificate.NotBefore)
            : Text.Certificate_IssuerTime.With(host, IssuerOf(certificate));
    }
}
