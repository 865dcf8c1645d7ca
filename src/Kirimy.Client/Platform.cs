using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Kirimy.Client;

/// <summary>The differences between the two frameworks: the only file of this project with conditional code.</summary>
internal static class Platform
{
    private static readonly Random Random = new();

#if NET
    /// <summary>The protocols besides TLS 1.2.</summary>
    public const SslProtocols NewestTls = SslProtocols.Tls13;

    // The service's Node closes an idle connection after 5 s, and a POST at that moment is lost with nobody knowing whether it arrived.
    // .NET looks for idle connections once a second, so one lives up to a second longer than this.
    private static readonly TimeSpan IdleConnection = TimeSpan.FromSeconds(2);

    /// <summary>The schemes of a proxy's address.</summary>
    public static readonly IReadOnlyList<string> ProxySchemes = ["http", "https", "socks5", "socks4a", "socks4"];
#else
    /// <summary>The schemes of a proxy's address.</summary>
    public static readonly IReadOnlyList<string> ProxySchemes = ["http"];

    /// <summary>The option in which a request keeps the certificate error.</summary>
    private const string CertificateFaultProperty = "Kirimy.CertificateFault";

    /// <summary>The protocols besides TLS 1.2: none has a name here.</summary>
    public const SslProtocols NewestTls = SslProtocols.None;
#endif

    /// <summary>Letters and digits that nobody can foresee.</summary>
    public static string RandomAlphanumeric(int length) => Bytes.Hex(Bytes.Random((length + 1) / 2)).Substring(0, length);

    /// <summary>
    /// Code page 1252. Any byte is a character: the five that Windows left open are the control characters of the same code.
    /// </summary>
    public static System.Text.Encoding Windows1252() =>
#if NET
        System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
#else
        System.Text.Encoding.GetEncoding(1252);
#endif

    /// <summary>A culture that the system has data of.</summary>
    /// <exception cref="System.Globalization.CultureNotFoundException">It has none.</exception>
    public static System.Globalization.CultureInfo GetKnownCulture(string name) =>
#if NET
        System.Globalization.CultureInfo.GetCultureInfo(name, predefinedOnly: true);
#else
        // Windows 10 makes up a culture for any well-formed name, and lists only those that it knows.
        Array.Find(
            System.Globalization.CultureInfo.GetCultures(System.Globalization.CultureTypes.AllCultures),
            culture => string.Equals(culture.Name, name, StringComparison.OrdinalIgnoreCase)
        ) ?? throw new System.Globalization.CultureNotFoundException(nameof(name), name, message: null);
#endif

    /// <summary>The end of the grapheme that begins at an index; 0 if .NET doesn't know all graphemes.</summary>
    public static int NextGrapheme(string text, int index) =>
#if NET
        index + System.Globalization.StringInfo.GetNextTextElementLength(text, index);
#else
        // StringInfo knows combining marks here, but neither flags nor joined emoji.
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

    /// <summary>A token that is cancelled after some time.</summary>
    public static CancellationTokenSource CancelAfter(TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif

    /// <summary>Waits, or ends early without an exception when the token is cancelled.</summary>
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

    /// <summary>Creates an HTTP handler: no redirects, no cookies, TLS 1.2 or newer, certificates as the system judges them.</summary>
    /// <param name="usesProxy">Whether there may be a proxy.</param>
    /// <param name="proxy">The proxy; null for the system's.</param>
    /// <param name="systemProxyCredentials">The credentials for the system's proxy.</param>
    /// <param name="host">The service's host, if the connection doesn't say to whom it is made: a proxy may have a certificate of its own.</param>
    /// <param name="judge">Says what is wrong with a certificate; null if nothing is.</param>
    /// <param name="onSecured">Receives the protocol and the cipher of each secure connection, as far as they are known.</param>
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
                // An exception reaches the very request that met the certificate.
                RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                    judge((sender as SslStream)?.TargetHostName ?? host, certificate as X509Certificate2, chain, errors) is { } fault
                        ? throw new CertificateRefusedException(fault)
                        : true,
            },
        };
        return onSecured is null ? handler : Observed(handler, onSecured);
#else
        // Settings of this handler only: ServicePointManager is shared by the whole process, and some scripts make it accept all
        // certificates. TLS 1.3 has no name here.
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

    /// <summary>
    /// Starts to connect, in the background, for a handler's first request. .NET Framework's handler connects by itself alone.
    /// </summary>
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

    /// <summary>The hosts that a certificate is issued for.</summary>
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

    /// <summary>The proxy that the system's settings, or the process's own default, name for an address; null when none.</summary>
    public static Uri? SystemProxy(Uri address)
    {
#if NET
        var proxy = HttpClient.DefaultProxy;
#else
        var proxy = WebRequest.DefaultWebProxy;
#endif
        return proxy is null || proxy.IsBypassed(address) || proxy.GetProxy(address) is not { } found || found == address ? null : found;
    }

    /// <summary>The HTTP status of a proxy that refused the connection; null if it is not known.</summary>
    public static int? TunnelStatus(Exception exception)
    {
#if NET
        // Only the text has it: "The proxy tunnel request to proxy '…' failed with status code '407'."
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

    /// <summary>The addresses of a host.</summary>
    /// <exception cref="SocketException">The name is not known.</exception>
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

    /// <summary>Makes a TCP connection, and closes it again.</summary>
    /// <exception cref="SocketException">There is no way there, or nobody listens.</exception>
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

    /// <summary>Makes a request ready for the edition's handler.</summary>
    public static void Prepare(HttpRequestMessage message)
    {
#if NET
        message.Version = HttpVersion.Version11;
#else
        // .NET Framework repeats a request by itself when a kept connection turns out dead: keep none.
        message.Headers.ConnectionClose = true;
        message.Headers.ExpectContinue = false;
#endif
    }

    /// <summary>Takes an answer's connection away when the token is cancelled, where reading from it does not heed the token.</summary>
    public static CancellationTokenRegistration CutOff(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET
        return default;
#else
        return cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
#endif
    }

    /// <summary>The body of an answer as it comes in.</summary>
    public static ValueTask<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NET
        // Its headers have come: there is nothing to wait for.
        return new(content.ReadAsStream(cancellationToken));
#else
        cancellationToken.ThrowIfCancellationRequested();
        return new(content.ReadAsStreamAsync());
#endif
    }

    /// <summary>Makes a folder that is its owner's alone, where the system knows such a thing; one that is there stays as it is.</summary>
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

    /// <summary>
    /// Makes a file that is its owner's alone, where the system knows such a thing, and that nobody else can open meanwhile.
    /// </summary>
    /// <exception cref="IOException">Among others, where there is one of that name.</exception>
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

    /// <summary>Moves a file to another name in its folder in one step; whatever has that name is there whole until then.</summary>
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

    /// <summary>Why a request never left.</summary>
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

    /// <summary>A server's certificate isn't accepted.</summary>
    private sealed class CertificateRefusedException(string message) : AuthenticationException(message);
#endif
}

/// <summary>Says what is wrong with a certificate; null if nothing is.</summary>
/// <param name="host">The host that the connection is made to.</param>
/// <param name="certificate">The certificate that it showed.</param>
/// <param name="chain">The chain that the system built to an issuer that it trusts, or failed to build.</param>
/// <param name="errors">The system's verdict.</param>
internal delegate string? CertificateJudge(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors);

/// <summary>Why a connection failed.</summary>
internal enum ConnectFailure
{
    /// <summary>Refused, unreachable, or another failure of the network.</summary>
    Other,

    /// <summary>The host's name wasn't resolved.</summary>
    Name,

    /// <summary>No secure connection: certificate or protocol.</summary>
    Tls,

    /// <summary>The proxy refused.</summary>
    Proxy,
}
