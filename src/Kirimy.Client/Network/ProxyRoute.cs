using System.Net;

namespace Kirimy.Client.Network;

/// <summary>
/// The route to a service: direct, through a proxy, or by the system's settings. It never shows a user name or password. Thread-safe.
/// </summary>
public sealed record ProxyRoute
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

    /// <summary>A direct connection, regardless of the environment, the profile and the system.</summary>
    public static ProxyRoute Direct { get; } = new(ProxySource.Disabled);

    /// <summary>The source of the decision.</summary>
    public ProxySource Source { get; }

    /// <summary>The variable or parameter that decided; null if the source has no name.</summary>
    public string? Name { get; }

    /// <summary>The source as a part of a sentence.</summary>
    public string Origin =>
        Source switch
        {
            ProxySource.Disabled => "-NoProxy",
            ProxySource.Parameter => ParameterName,
            ProxySource.Environment or ProxySource.Bypass => "$env:" + Name,
            ProxySource.Profile => Text.Proxy_Profile,
            _ => Text.Proxy_System,
        };

    /// <summary>The proxy, without user name and password; null if there is none or if the system decides for each request.</summary>
    public Uri? Proxy { get; }

    /// <summary>Whether there is a credential for a proxy that requires one: a user name and password, or the user's sign-in.</summary>
    public bool HasCredential => Credentials is not null;

    internal ICredentials? Credentials { get; }

    /// <summary>Chooses the route: the parameter, then the environment, then the profile, then the system.</summary>
    /// <param name="address">The service.</param>
    /// <param name="proxy">The proxy of the parameter.</param>
    /// <param name="credential">The credential for that proxy; takes precedence over the one in its address.</param>
    /// <param name="useDefaultCredentials">
    /// Whether to use the sign-in of the process's user. Without <paramref name="proxy"/>, it applies to any proxy whose address has no
    /// credential.
    /// </param>
    /// <param name="profileProxy">The proxy of the profile.</param>
    /// <exception cref="KirimyException">INVALID_PROXY.</exception>
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

    /// <summary>Chooses the route without the parameter.</summary>
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

    /// <summary>The proxy of a request at this moment; the system's settings apply if no other source decides.</summary>
    internal Uri? Current(BaseAddress address) => Source == ProxySource.System ? Platform.SystemProxy(address.Root) : Proxy;

    /// <inheritdoc/>
    public bool Equals(ProxyRoute? other) =>
        other is not null
        && IsSystem == other.IsSystem
        && Proxy == other.Proxy
        && string.Equals(credentialDigest, other.credentialDigest, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => (IsSystem, Proxy, credentialDigest).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Proxy is { } proxy ? Show(proxy) : Source.ToString();

    /// <summary>Formats a proxy for messages: scheme, host and port.</summary>
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

/// <summary>The source of the decision about a proxy.</summary>
public enum ProxySource
{
    /// <summary>No proxy is set.</summary>
    None,

    /// <summary>The service is on this machine. A proxy is used only if the parameter names it.</summary>
    Loopback,

    /// <summary>The environment exempts the service's host (NO_PROXY).</summary>
    Bypass,

    /// <summary>The -NoProxy parameter: no proxy.</summary>
    Disabled,

    /// <summary>The -Proxy parameter.</summary>
    Parameter,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The profile.</summary>
    Profile,

    /// <summary>The settings of the system or the process decide for each request.</summary>
    System,
}
