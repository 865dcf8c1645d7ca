using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client.Network;

/// <summary>
/// Explains what is wrong with a server's certificate. The verdict is the system's, and nothing here can change it.
/// </summary>
internal static class CertificateErrors
{
    private const int MostNames = 3;
    private const int LongestName = 100;

    /// <summary>Explains a verdict.</summary>
    /// <param name="host">The host that the connection is made to.</param>
    /// <param name="certificate">The certificate that it showed.</param>
    /// <param name="chain">The chain to an issuer that the system trusts, as far as it could be built.</param>
    /// <param name="errors">The system's verdict.</param>
    /// <returns>Null if nothing is wrong.</returns>
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
            var more = names.Count > MostNames ? ", …" : string.Empty;
            faults.Add(Text.Certificate_WrongHost.With(host, string.Join(", ", names.Take(MostNames).Select(Shown)) + more));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            faults.AddRange(InChain(host, certificate, chain));
        }

        return string.Join(" ", faults);
    }

    /// <summary>A name that somebody else wrote, fit for a screen.</summary>
    internal static string Shown(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= LongestName ? clean : clean[..LongestName] + "…";
    }

    /// <summary>Who issued a certificate.</summary>
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
