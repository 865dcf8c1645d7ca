using System.Buffers;
using System.Net.Http;
using Kirimy.Client.Network;

namespace Kirimy.Client.Api;

/// <summary>Posts one message, and tells what is known of it afterwards. Repeats nothing.</summary>
public sealed class KirimyClient
{
    /// <summary>How much of an answer is read; a longer one can't be the service's.</summary>
    internal const int LongestBody = 1024 * 1024;

    private const int UsualBody = 4096;

    private readonly BaseAddress address;
    private readonly ApiKey key;
    private readonly ProxyRoute route;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;
    private readonly ResponseReader reader;
    private readonly MultipartLayout layout = new();
    private readonly RequestClocks clocks;

    /// <summary>A client of one service with one key, by the proxy that the environment or the system names.</summary>
    /// <param name="address">Where the service is; the key is sent nowhere else.</param>
    /// <param name="key">The API key.</param>
    /// <param name="timeout">For one request, from the start of the connection to the end of the answer.</param>
    /// <exception cref="KirimyException">INVALID_PROXY: the environment names a proxy by no address.</exception>
    public KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout)
        : this(address, key, timeout, ProxyRoute.Choose(address)) { }

    /// <summary>A client of one service with one key.</summary>
    /// <param name="address">Where the service is; the key is sent nowhere else.</param>
    /// <param name="key">The API key.</param>
    /// <param name="timeout">For one request, from the start of the connection to the end of the answer.</param>
    /// <param name="route">The way there.</param>
    public KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout, ProxyRoute route)
        : this(address, key, timeout, route, TimeProvider.System) { }

    // The clock is what the time-out and Retry-After's dates are read by.
    internal KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout, TimeProvider time)
        : this(address, key, timeout, ProxyRoute.Choose(address), time) { }

    internal KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout, TimeProvider time, HttpMessageInvoker http)
        : this(address, key, timeout, ProxyRoute.Choose(address), time, http) { }

    internal KirimyClient(
        BaseAddress address,
        ApiKey key,
        TimeSpan timeout,
        ProxyRoute route,
        TimeProvider time,
        HttpMessageInvoker? http = null
    )
    {
        this.address = address ?? throw new ArgumentNullException(nameof(address));
        this.route = route ?? throw new ArgumentNullException(nameof(route));
        this.key = key ?? throw new ArgumentNullException(nameof(key));
        this.timeout = timeout;
        this.time = time;
        this.http = http ?? HttpInvokerCache.For(address, route);
        clocks = new RequestClocks(time, timeout);
        reader = new ResponseReader(key.Reveal(), route, address);
    }

    internal BaseAddress Address => address;

    internal string Fingerprint => key.Fingerprint;

    /// <summary>Posts one message.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Cuts the request short; what is known by then is still told.</param>
    /// <returns>What is known. Nothing that the network or the service does is thrown.</returns>
    public async Task<ApiResponse> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        using var limit = clocks.Start();
        using var cut = limit.CutBy(cancellationToken);
        using var form = new MultipartForm(request, layout, time);
        using var message = new HttpRequestMessage(HttpMethod.Post, address.SendMessage) { Content = form };
        message.Headers.TryAddWithoutValidation("api-key", key.Reveal());
        Platform.Prepare(message);

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // What fails after the time is up or the request was cut short, fails because of that.
            var wasCut = exception is OperationCanceledException || limit.Token.IsCancellationRequested;
            return Timed(Lost(exception, message, wasCut, form.Started, cancellationToken), form);
        }

        using (response)
        {
            return Timed(await ReadAsync(response, limit.Token).ConfigureAwait(false), form);
        }
    }

    /// <summary>Reads an answer, body and all.</summary>
    private async ValueTask<ApiResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var retryAfter = ResponseReader.ReadRetryAfter(response.Headers, time);
        var buffer = ArrayPool<byte>.Shared.Rent(UsualBody);
        try
        {
            var length = 0;
            using var cut = Platform.CutOff(response, cancellationToken);
            using var stream = await Platform.ReadAsStreamAsync(response.Content, cancellationToken).ConfigureAwait(false);
            while (length <= LongestBody)
            {
                if (length == buffer.Length)
                {
                    // Looked at no sooner: few are longer, and what they announce has to be read from a header.
                    if (response.Content.Headers.ContentLength > LongestBody)
                    {
                        break;
                    }

                    buffer = Longer(buffer);
                }

                var rest = new ArraySegment<byte>(buffer, length, buffer.Length - length);
                var read = await Platform.ReadAsync(stream, rest, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return reader.Read(status, retryAfter, new ArraySegment<byte>(buffer, 0, length));
                }

                length += read;
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // Lost, cut off, or too slow: what came of it is not whole.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return reader.Read(status, retryAfter, body: null);
    }

    private static byte[] Longer(byte[] buffer)
    {
        var longer = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(longer, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return longer;
    }

    /// <summary>What is known of a request that no answer came to.</summary>
    private ApiResponse Lost(
        Exception exception,
        HttpRequestMessage message,
        bool wasCut,
        bool started,
        CancellationToken cancellationToken
    )
    {
        var host = address.SendMessage.Authority;
        if (wasCut)
        {
            return (cancellationToken.IsCancellationRequested, started) switch
            {
                (true, false) => Reply(ResponseKind.NotReached, ErrorCode.Cancelled, Text.Client_CancelledBefore),
                (true, true) => Reply(ResponseKind.Uncertain, ErrorCode.DeliveryUnknown, Text.Client_CancelledAfter.With(host)),
                (false, false) => Reply(
                    ResponseKind.NotReached,
                    ErrorCode.NetworkError,
                    Text.Client_ConnectTimeout.With(host, timeout.TotalSeconds)
                ),
                (false, true) => Reply(
                    ResponseKind.Uncertain,
                    ErrorCode.DeliveryUnknown,
                    Text.Client_ReplyTimeout.With(host, timeout.TotalSeconds)
                ),
            };
        }

        if (started)
        {
            return Reply(ResponseKind.Uncertain, ErrorCode.DeliveryUnknown, Text.Client_ConnectionLost.With(host));
        }

        var (_, code, text) = ConnectionErrors.Explain(exception, message, address, route);
        return Reply(ResponseKind.NotReached, code, text);
    }

    /// <summary>Tells how long ago the body began to go out, in a reply that nobody has yet.</summary>
    private static ApiResponse Timed(ApiResponse reply, MultipartForm form)
    {
        reply.Elapsed = form.SinceStart;
        return reply;
    }

    private static ApiResponse Reply(ResponseKind kind, string code, string text) =>
        new()
        {
            Kind = kind,
            Code = code,
            Text = text,
        };
}
