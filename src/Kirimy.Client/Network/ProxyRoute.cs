using System.Net;

namespace Kirimy.Client.Network;

/// <summary>
/// The route to a service: direct, through a proxy, or by the system's settings. It never shows credentials. Thread-safe.
/// </summary>
internal sealed record ProxyRoute
{
    private const string ParameterName = "-Proxy";

    // The route is the key of a cache, so credentials are compared by a digest. The salt makes it useless outside of this process.
    private static readonly byte[] Salt = Bytes.Random(32);

    private readonly string credentialDigest;

    private ProxyRoute(ProxySource source, string? name = null, Uri? proxy = null, ICredentials? credentials = null, string digest = "")
    {
        Source = source;
        Name = name;
        Proxy = proxy;
        Credentials = credentials;
        credentialDigest = digest;
    }

    public static ProxyRoute Direct { get; } = new(ProxySource.Disabled);
    public ProxySource Source { get; }
    public string? Name { get; }

    public string Origin =>
        Source switch
        {
            ProxySource.Disabled => "-NoProxy",
            ProxySource.Parameter => ParameterName,
            ProxySource.Environment or ProxySource.Bypass => "$env:" + Name,
            ProxySource.Profile => Text.Proxy_Profile,
            _ => Text.Proxy_System,
        };

    /// <summary>Without user name and password; null if there is none or if the system decides for each request.</summary>
    public Uri? Proxy { get; }

    public bool HasCredential => Credentials is not null;

    internal ICredentials? Credentials { get; }

    /// <summary>
    /// The parameter, then the environment, then the profile, then the system. The sign-in serves proxies without a credential.
    /// </summary>
    public static ProxyRoute Choose(
        BaseAddress address,
        Uri? proxy = null,
        NetworkCredential? credential = null,
        bool useDefaultCredentials = false,
        Uri? profileProxy = null
    )
    {
        if (credential is not null && useDefaultCredentials)
        {
            throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_TwoCredentials);
        }

        if (proxy is not null)
        {
            return FromParameter(address, proxy, credential, useDefaultCredentials);
        }

        return credential is null
            ? ChooseAutomatically(address, Environment.GetEnvironmentVariable, profileProxy, useDefaultCredentials)
            : throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_CredentialAlone);
    }

    internal static ProxyRoute ChooseAutomatically(
        BaseAddress address,
        Func<string, string?> readVariable,
        Uri? profileProxy = null,
        bool useDefaultCredentials = false
    )
    {
        if (address.IsLoopback)
        {
            return new ProxyRoute(ProxySource.Loopback);
        }

        if (EnvironmentProxy.Find(address.Root.IdnHost, readVariable) is { } found)
        {
            return found.Address is { } proxy
                ? WithProxy(proxy, ProxySource.Environment, found.Variable, useDefaultCredentials)
                : new ProxyRoute(ProxySource.Bypass, found.Variable);
        }

        return profileProxy is null
            ? WithUser(ProxySource.System, name: null, proxy: null, useDefaultCredentials)
            : WithProxy(
                ProxyAddress.Parse(profileProxy.OriginalString, Text.Proxy_Profile),
                ProxySource.Profile,
                name: null,
                useDefaultCredentials
            );
    }

    /// <summary>The system's settings apply if no other source decides.</summary>
    internal Uri? Current(BaseAddress address) => Source == ProxySource.System ? Platform.SystemProxy(address.Root) : Proxy;

    public bool Equals(ProxyRoute? other) =>
        other is not null
        && IsSystem == other.IsSystem
        && Proxy == other.Proxy
        && string.Equals(credentialDigest, other.credentialDigest, StringComparison.Ordinal);

    public override int GetHashCode() => (IsSystem, Proxy, credentialDigest).GetHashCode();

    public override string ToString() => Proxy is { } proxy ? Show(proxy) : Source.ToString();

    /// <summary>Scheme, host and port.</summary>
    internal static string Show(Uri proxy) => proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private bool IsSystem => Source == ProxySource.System;

    private static ProxyRoute FromParameter(BaseAddress address, Uri proxy, NetworkCredential? credential, bool useDefaultCredentials)
    {
        var read = ProxyAddress.Parse(proxy.OriginalString, ParameterName);

        // Without TLS, the proxy could read the API key. HTTP is only for connections that don't leave this machine.
        if (address.Root.Scheme == Uri.UriSchemeHttp && !read.Uri.IsLoopback)
        {
            throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_PlainHttp.With(address, Show(read.Uri)));
        }

        return useDefaultCredentials
            ? WithUser(ProxySource.Parameter, ParameterName, read.Uri, useDefaultCredentials)
            : WithProxy(credential is null ? read : read with { Credential = credential }, ProxySource.Parameter, ParameterName);
    }

    private static ProxyRoute WithProxy(ProxyAddress proxy, ProxySource source, string? name, bool useDefaultCredentials = false) =>
        proxy.Credential is { } credential
            ? new ProxyRoute(source, name, proxy.Uri, credential, Digest(credential))
            : WithUser(source, name, proxy.Uri, useDefaultCredentials);

    private static ProxyRoute WithUser(ProxySource source, string? name, Uri? proxy, bool useDefaultCredentials) =>
        useDefaultCredentials
            ? new ProxyRoute(source, name, proxy, CredentialCache.DefaultCredentials, nameof(CredentialCache.DefaultCredentials))
            : new ProxyRoute(source, name, proxy);

    private static string Digest(NetworkCredential credential)
    {
        var text = string.Join("\0", credential.Domain, credential.UserName, credential.Password);
        return Bytes.Hex(Bytes.Sha256([.. Salt, .. Encoding.UTF8.GetBytes(text)]));
    }
}

internal enum ProxySource
{
    None,

    /// <summary>A proxy is used only if the parameter names it.</summary>
    Loopback,

    /// <summary>NO_PROXY exempts the service's host.</summary>
    Bypass,

    Disabled,
    Parameter,
    Environment,
    Profile,

    /// <summary>Decides for each request.</summary>
    System,
}
