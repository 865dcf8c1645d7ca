using System.Net;
using System.Text;

namespace Kirimy.Client.Network;

/// <summary>Which way requests to one service go: straight there, through a proxy, or as the system decides. Shows no user name and no password.</summary>
public sealed record ProxyRoute
{
    private const string ParameterName = "-Proxy";

    // What tells credentials apart is a digest that says nothing outside of this process: the route is the key of a cache that lives as
    // long as it does.
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

    /// <summary>What decided.</summary>
    public ProxySource Source { get; }

    /// <summary>The variable or parameter that did; null where none has a name.</summary>
    public string? Name { get; }

    /// <summary>Who says so, for a sentence.</summary>
    public string Origin =>
        Source switch
        {
            ProxySource.Parameter => ParameterName,
            ProxySource.Environment or ProxySource.Bypass => "$env:" + Name,
            ProxySource.Profile => Text.Proxy_Profile,
            _ => Text.Proxy_System,
        };

    /// <summary>The proxy, without user name and password; null where there is none, and where the system decides for each request.</summary>
    public Uri? Proxy { get; }

    /// <summary>Whether there is a user name and password, or the user's own sign-in, for a proxy that asks for one.</summary>
    public bool HasCredential => Credentials is not null;

    /// <summary>What the proxy is told when it asks.</summary>
    internal ICredentials? Credentials { get; }

    /// <summary>The way to a service by what a command was told, else by the environment, else by the profile, else by the system.</summary>
    /// <param name="address">The service.</param>
    /// <param name="proxy">The proxy that the command names.</param>
    /// <param name="credential">What to tell it; counts more than what stands in its address.</param>
    /// <param name="useDefaultCredentials">
    /// Whether to tell it who the user of this process is. Without <paramref name="proxy"/> this is for whichever proxy is used, unless its
    /// address has a user name and a password.
    /// </param>
    /// <param name="profileProxy">The proxy that the profile names.</param>
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
            return Through(address, proxy, credential, useDefaultCredentials);
        }

        return credential is null
            ? Automatic(address, Environment.GetEnvironmentVariable, profileProxy, useDefaultCredentials)
            : throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_CredentialAlone);
    }

    /// <summary>The way to a service when a command says nothing.</summary>
    /// <param name="address">The service.</param>
    /// <param name="readVariable">Reads the environment.</param>
    /// <param name="profileProxy">The proxy that the profile names.</param>
    /// <param name="useDefaultCredentials">Whether to tell the proxy who the user of this process is.</param>
    internal static ProxyRoute Automatic(
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
                ? At(proxy, ProxySource.Environment, found.Variable, useDefaultCredentials)
                : new ProxyRoute(ProxySource.Bypass, found.Variable);
        }

        return profileProxy is null
            ? AsUser(ProxySource.System, name: null, proxy: null, useDefaultCredentials)
            : At(
                ProxyAddress.Parse(profileProxy.OriginalString, Text.Proxy_Profile),
                ProxySource.Profile,
                name: null,
                useDefaultCredentials
            );
    }

    /// <summary>The proxy that a request takes now; asks the system where that decides.</summary>
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

    /// <summary>A proxy as it may be shown: scheme, host and port.</summary>
    internal static string Show(Uri proxy) => proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private bool IsSystem => Source == ProxySource.System;

    private static ProxyRoute Through(BaseAddress address, Uri proxy, NetworkCredential? credential, bool useDefaultCredentials)
    {
        var read = ProxyAddress.Parse(proxy.OriginalString, ParameterName);

        // Without TLS the proxy reads what passes, and plain http is for what does not leave this machine.
        if (address.Root.Scheme == Uri.UriSchemeHttp && !read.Uri.IsLoopback)
        {
            throw new KirimyException(ErrorCode.InvalidProxy, Text.Proxy_PlainHttp.With(address, Show(read.Uri)));
        }

        return useDefaultCredentials
            ? AsUser(ProxySource.Parameter, ParameterName, read.Uri, useDefaultCredentials)
            : At(credential is null ? read : read with { Credential = credential }, ProxySource.Parameter, ParameterName);
    }

    private static ProxyRoute At(ProxyAddress proxy, ProxySource source, string? name, bool useDefaultCredentials = false) =>
        proxy.Credential is { } credential
            ? new ProxyRoute(source, name, proxy.Uri, credential, Digest(credential))
            : AsUser(source, name, proxy.Uri, useDefaultCredentials);

    private static ProxyRoute AsUser(ProxySource source, string? name, Uri? proxy, bool useDefaultCredentials) =>
        useDefaultCredentials
            ? new ProxyRoute(source, name, proxy, CredentialCache.DefaultCredentials, nameof(CredentialCache.DefaultCredentials))
            : new ProxyRoute(source, name, proxy);

    private static string Digest(NetworkCredential credential)
    {
        var text = string.Join("\0", credential.Domain, credential.UserName, credential.Password);
        return Bytes.Hex(Bytes.Sha256([.. Salt, .. Encoding.UTF8.GetBytes(text)]));
    }
}

/// <summary>What decides whether requests go through a proxy.</summary>
public enum ProxySource
{
    /// <summary>Nobody names a proxy.</summary>
    None,

    /// <summary>The service is this machine; then a proxy is used only where the command itself names it.</summary>
    Loopback,

    /// <summary>The environment exempts the service's host (NO_PROXY).</summary>
    Bypass,

    /// <summary>The command names it.</summary>
    Parameter,

    /// <summary>A variable of the environment names it.</summary>
    Environment,

    /// <summary>The profile names it.</summary>
    Profile,

    /// <summary>The system's settings, or the process's own default, decide for each request.</summary>
    System,
}
