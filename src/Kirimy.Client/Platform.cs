using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client;

/// <summary>Differences between .NET and .NET Framework. The only file of this project with conditional compilation.</summary>
internal static class Platform
{
    private static readonly Random Random = new();

#if NET
    public const SslProtocols NewestTls = SslProtocols.Tls13;

    // The service runs on Node, which closes idle connections after 5 s. A POST at that moment would be Unknown. .NET checks idle
    // connections once a second, so a connection may live up to a second longer than this timeout.
    private static readonly TimeSpan IdleConnection = TimeSpan.FromSeconds(2);

    public static readonly IReadOnlyList<string> ProxySchemes = ["http", "https", "socks5", "socks4a", "socks4"];
#else
    public static readonly IReadOnlyList<string> ProxySchemes = ["http"];

    private const string CertificateFaultProperty = "Kirimy.CertificateFault";

    /// <summary>The protocols besides TLS 1.2. This framework has no names for others.</summary>
    public const SslProtocols NewestTls = SslProtocols.None;
#endif

    /// <summary>From a cryptographic source.</summary>
    public static string RandomAlphanumeric(int length) => Bytes.Hex(Bytes.Random((length + 1) / 2)).Substring(0, length);

    /// <summary>Every byte is a character: the five unassigned codes are control characters.</summary>
    public static System.Text.Encoding Windows1252() =>
#if NET
        System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
#else
        System.Text.Encoding.GetEncoding(1252);
#endif

    public static System.Globalization.CultureInfo GetKnownCulture(string name) =>
#if NET
        System.Globalization.CultureInfo.GetCultureInfo(name, predefinedOnly: true);
#else
        // Windows 10 creates a culture for any well-formed name, but lists only the known cultures.
        Array.Find(
            System.Globalization.CultureInfo.GetCultures(System.Globalization.CultureTypes.AllCultures),
            culture => string.Equals(culture.Name, name, StringComparison.OrdinalIgnoreCase)
        ) ?? throw new System.Globalization.CultureNotFoundException(nameof(name), name, message: null);
#endif

    /// <summary>The end of the grapheme that begins at an index; 0 if .NET doesn't support all graphemes.</summary>
    public static int NextGrapheme(string text, int index) =>
#if NET
        index + System.Globalization.StringInfo.GetNextTextElementLength(text, index);
#else
        // StringInfo supports combining marks here, but not flags or joined emoji.
        0;
#endif

    /// <summary>A random number from 0 up to 1. Thread-safe.</summary>
    public static double NextRandom()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }

    public static CancellationTokenSource CancelAfter(TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif

    /// <summary>Waits; returns early without an exception if the token is canceled.</summary>
    public static async Task WaitAsync(TimeProvider time, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = time.CreateTimer(
            static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true),
            done,
            wait,
            Timeout.InfiniteTimeSpan
        );
        using var registration = cancellationToken.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), done);
        await done.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// A handler without redirects and cookies, for TLS 1.2 or later. Some handlers don't report the host of a certificate, and a proxy may
    /// have its own, so the service's host is specified.
    /// </summary>
    public static HttpMessageHandler CreateHandler(
        bool usesProxy,
        IWebProxy? proxy,
        ICredentials? systemProxyCredentials,
        string host,
        CertificateJudge judge,
        Action<string?, string?>? onSecured
    )
    {
#if NET
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = usesProxy,
            Proxy = proxy,
            DefaultProxyCredentials = systemProxyCredentials,
            PooledConnectionIdleTimeout = IdleConnection,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromMinutes(1),
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
            SslOptions =
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                // An exception reaches the request whose connection has the certificate.
                RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                    judge((sender as SslStream)?.TargetHostName ?? host, certificate as X509Certificate2, chain, errors) is { } fault
                        ? throw new CertificateRefusedException(fault)
                        : true,
            },
        };
        return onSecured is null ? handler : Observed(handler, onSecured);
#else
        // The settings apply to this handler only. ServicePointManager is shared by the whole process, and some scripts configure it to
        // accept all certificates. This framework has no name for TLS 1.3.
        return new HttpClientHandler
        {
#pragma warning disable MA0039 // Returns the system's verdict, and keeps the reason.
            ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) =>
            {
                var fault = judge(host, certificate, chain, errors);
                message.Properties[CertificateFaultProperty] = fault;
                if (fault is null)
                {
                    onSecured?.Invoke(null, null);
                }

                return fault is null;
            },
#pragma warning restore MA0039
            SslProtocols = SslProtocols.Tls12,
            MaxConnectionsPerServer = 64,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = usesProxy,
            Proxy = proxy,
            DefaultProxyCredentials = systemProxyCredentials,
        };
#endif
    }

    /// <summary>Connects in the background for the first request. A handler of .NET Framework always connects itself.</summary>
    public static void ConnectEarly(HttpMessageHandler handler, Uri address)
    {
#if NET
        EarlyConnection.Start((SocketsHttpHandler)handler, new DnsEndPoint(address.IdnHost, address.Port));
#endif
    }

    /// <summary>The certificate error of a request; null if the request failed for another reason.</summary>
    public static string? CertificateFaultOf(Exception exception, HttpRequestMessage message)
    {
#if NET
        _ = message;
        return (exception.GetBaseException() as CertificateRefusedException)?.Message;
#else
        _ = exception;
        return message.Properties.TryGetValue(CertificateFaultProperty, out var fault) ? fault as string : null;
#endif
    }

    public static IReadOnlyList<string> NamesOf(X509Certificate2 certificate)
    {
#if NET
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        List<string> all = names is null ? [] : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(a => a.ToString())];
        return all.Count > 0 ? all : [certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)];
#else
        return [certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)];
#endif
    }

    /// <summary>The proxy for an address by the system's settings or the process's default proxy; null for none.</summary>
    public static Uri? SystemProxy(Uri address)
    {
#if NET
        var proxy = HttpClient.DefaultProxy;
#else
        var proxy = WebRequest.DefaultWebProxy;
#endif
        return proxy is null || proxy.IsBypassed(address) || proxy.GetProxy(address) is not { } found || found == address ? null : found;
    }

    /// <summary>The HTTP status of a proxy that refused the connection; null if it isn't known.</summary>
    public static int? TunnelStatus(Exception exception)
    {
#if NET
        // Only the message contains the status: "The proxy tunnel request to proxy '…' failed with status code '407'."
        if (exception is not HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, Message: var text })
        {
            return null;
        }

        var digits = text.Split('\'', StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(part => part.Length == 3 && part.All(char.IsAsciiDigit));
        return digits is null ? null : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
#else
        return ((exception.InnerException as WebException)?.Response as HttpWebResponse)?.StatusCode is { } status ? (int)status : null;
#endif
    }

    public static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
#if NET
        return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
#else
        var resolving = Dns.GetHostAddressesAsync(host);
        if (await Task.WhenAny(resolving, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken)).ConfigureAwait(false) != resolving)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await resolving.ConfigureAwait(false);
#endif
    }

    public static async Task TouchAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(address.AddressFamily);
#if NET
        await client.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
#else
        using var cut = cancellationToken.Register(static state => ((TcpClient)state!).Dispose(), client);
        try
        {
            await client.ConnectAsync(address, port).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or NullReferenceException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
#endif
    }

    public static void Prepare(HttpRequestMessage message)
    {
#if NET
        message.Version = HttpVersion.Version11;
#else
        // .NET Framework retries a request automatically if a kept-alive connection is closed, so connections aren't kept alive.
        message.Headers.ConnectionClose = true;
        message.Headers.ExpectContinue = false;
#endif
    }

    /// <summary>Closes the connection of a response when the token is canceled, because reads of .NET Framework ignore the token.</summary>
    public static CancellationTokenRegistration CutOff(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET
        return default;
#else
        return cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
#endif
    }

    public static ValueTask<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NET
        // The headers have arrived, so this doesn't wait.
        return new(content.ReadAsStream(cancellationToken));
#else
        cancellationToken.ThrowIfCancellationRequested();
        return new(content.ReadAsStreamAsync());
#endif
    }

    /// <summary>Creates a folder that only its owner can access, if the system supports it. An existing folder isn't changed.</summary>
    public static void CreatePrivateFolder(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

    /// <summary>Creates a file that only its owner can access, if the system supports it, and opens it exclusively.</summary>
    public static FileStream CreatePrivateFile(string path, FileOptions options)
    {
#if NET
        var file = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = options,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, file);
#else
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, options);
#endif
    }

    /// <summary>Resolves a path that may be a link, if the system can.</summary>
    public static string FinalTarget(string path) =>
#if NET
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
#else
        path;
#endif

    /// <summary>Moves a file atomically to another name in its folder. An existing file of that name is intact until then.</summary>
    public static void MoveFile(string from, string to, bool overwrite)
    {
#if NET
        File.Move(from, to, overwrite);
#else
        if (overwrite && File.Exists(to))
        {
            File.Replace(from, to, destinationBackupFileName: null);
        }
        else
        {
            File.Move(from, to);
        }
#endif
    }

    public static ConnectFailure Classify(Exception exception)
    {
#if NET
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => ConnectFailure.Name,
            HttpRequestError.SecureConnectionError => ConnectFailure.Tls,
            HttpRequestError.ProxyTunnelError => ConnectFailure.Proxy,
            _ => exception.GetBaseException() is AuthenticationException ? ConnectFailure.Tls : ConnectFailure.Other,
        };
#else
        return (exception.InnerException as WebException)?.Status switch
        {
            WebExceptionStatus.NameResolutionFailure => ConnectFailure.Name,
            WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.RequestProhibitedByProxy => ConnectFailure.Proxy,
            WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure => ConnectFailure.Tls,
            _ => exception.GetBaseException() is AuthenticationException ? ConnectFailure.Tls : ConnectFailure.Other,
        };
#endif
    }

#if NET
    private static SocketsHttpHandler Observed(SocketsHttpHandler handler, Action<string?, string?> onSecured)
    {
        handler.PlaintextStreamFilter = (context, _) =>
        {
            if (context.PlaintextStream is SslStream tls)
            {
                onSecured(tls.SslProtocol.ToString(), tls.NegotiatedCipherSuite.ToString());
            }

            return ValueTask.FromResult(context.PlaintextStream);
        };
        return handler;
    }

    private sealed class CertificateRefusedException(string message) : AuthenticationException(message);
#endif
}

/// <summary>Validates a certificate; returns the error, or null if it is valid.</summary>
internal delegate string? CertificateJudge(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors);

internal enum ConnectFailure
{
    /// <summary>The connection was refused, the host is unreachable, or another network failure occurred.</summary>
    Other,
    Name,
    Tls,
    Proxy,
}
