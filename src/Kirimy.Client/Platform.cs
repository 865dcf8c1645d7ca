using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using Kirimy.Client.Api;

namespace Kirimy.Client;

/// <summary>Where the two editions differ: the only file of this project with conditional code.</summary>
internal static class Platform
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

#if NET
    /// <summary>What there is beside TLS 1.2.</summary>
    public const SslProtocols NewestTls = SslProtocols.Tls13;

    // The service's Node closes an idle connection after 5 s, and a POST at that moment is lost with nobody knowing whether it arrived.
    // .NET looks for idle connections once a second, so one lives up to a second longer than this.
    private static readonly TimeSpan IdleConnection = TimeSpan.FromSeconds(2);
#else
    /// <summary>What there is beside TLS 1.2: nothing that has a name here.</summary>
    public const SslProtocols NewestTls = SslProtocols.None;

    private static readonly Random Shared = new();
#endif

    /// <summary>Letters and digits that nobody can foresee.</summary>
    public static string RandomAlphanumeric(int length)
    {
#if NET
        return System.Security.Cryptography.RandomNumberGenerator.GetString(Alphanumeric, length);
#else
        var bytes = Bytes.Random(length * 2);

        // 65,536 values on 62 characters: uneven by less than one in a thousand.
        return string.Concat(
            Enumerable.Range(0, length).Select(i => Alphanumeric[BitConverter.ToUInt16(bytes, i * 2) % Alphanumeric.Length])
        );
#endif
    }

    /// <summary>The end of what a person takes for one character and which begins at an index.</summary>
    public static int NextGrapheme(string text, int index) =>
#if NET
        index + System.Globalization.StringInfo.GetNextTextElementLength(text, index);
#else
        // StringInfo knows combining marks here, and neither flags nor joined emoji.
        Messages.GraphemeRules.Next(text, index);
#endif

    /// <summary>A random number from 0 up to 1. Any thread.</summary>
    public static double NextRandom()
    {
#if NET
        return Random.Shared.NextDouble();
#else
        lock (Shared)
        {
            return Shared.NextDouble();
        }
#endif
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

    /// <summary>What carries requests to one address: no redirects, no cookies, TLS 1.2 or newer, no proxy on the way to this machine.</summary>
    public static HttpMessageHandler CreateHandler(BaseAddress address)
    {
#if NET
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !address.IsLoopback,
            PooledConnectionIdleTimeout = IdleConnection,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromMinutes(1),
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
            SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        };
#else
        // Of the handler alone: the process's ServicePointManager belongs to everyone in it. 1.3 has no name here.
        return new HttpClientHandler
        {
            SslProtocols = SslProtocols.Tls12,
            MaxConnectionsPerServer = 64,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !address.IsLoopback,
        };
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
    public static Task<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NET
        return content.ReadAsStreamAsync(cancellationToken);
#else
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
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

    /// <summary>Makes a file that is its owner's alone, where the system knows such a thing, and that nobody else can open meanwhile.</summary>
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
}
