using System.Net.Http;
using Kirimy.Client.Network;

namespace Kirimy.Client.Api;

/// <summary>HTTP client of the Kirimy Client API: makes one POST and returns its outcome. Never retries. Thread-safe.</summary>
internal sealed class KirimyClient
{
    /// <summary>The maximum length of a response body, in bytes. The service's responses are far shorter.</summary>
    internal const int MaxBodyLength = 1024 * 1024;

    private readonly ApiKey key;
    private readonly ProxyRoute route;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;
    private readonly ResponseReader reader;

    /// <summary>Creates a client of one service with one key.</summary>
    /// <param name="address">The service; the key is sent nowhere else.</param>
    /// <param name="timeout">The time of one request, from the start of the connection to the end of the response.</param>
    /// <param name="route">The proxy, if there is one.</param>
    public KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout, ProxyRoute route)
        : this(address, key, timeout, route, TimeProvider.System) { }

    // The clock is for the timeout and for dates in Retry-After.
    internal KirimyClient(
        BaseAddress address,
        ApiKey key,
        TimeSpan timeout,
        ProxyRoute route,
        TimeProvider time,
        HttpMessageInvoker? http = null
    )
    {
        Address = address ?? throw new ArgumentNullException(nameof(address));
        this.route = route ?? throw new ArgumentNullException(nameof(route));
        this.key = key ?? throw new ArgumentNullException(nameof(key));
        this.timeout = timeout;
        this.time = time;
        this.http = http ?? HttpHandlers.SharedFor(address, route);
        reader = new ResponseReader(key, route, address);
    }

    /// <summary>
    /// Starts to connect in the background, before there is a client with a key: a caller that has other work first doesn't wait for the
    /// network after it. Nothing is sent.
    /// </summary>
    /// <param name="route">The proxy; if there is one, the method does nothing.</param>
    public static void ConnectEarly(BaseAddress address, ProxyRoute route)
    {
        _ = address ?? throw new ArgumentNullException(nameof(address));
        _ = route ?? throw new ArgumentNullException(nameof(route));
        HttpHandlers.ConnectEarly(address, route);
    }

    internal BaseAddress Address { get; }

    internal string Fingerprint => key.Fingerprint;

    /// <summary>Posts one message.</summary>
    /// <param name="cancellationToken">Cancels the request; the outcome is still returned.</param>
    /// <returns>The outcome. Failures of the network and the service are never thrown.</returns>
    public async Task<ApiResponse> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        using var limit = Platform.CancelAfter(time, timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var form = new MultipartForm(request, time);
        using var message = new HttpRequestMessage(HttpMethod.Post, Address.SendMessage) { Content = form };
        message.Headers.TryAddWithoutValidation("api-key", key.Reveal());
        Platform.Prepare(message);
        var outcome = await PostAsync(message, form, both.Token, cancellationToken).ConfigureAwait(false);
        return outcome with { Elapsed = form.SinceStart };
    }

    /// <summary>Removes the API key from a text that may repeat it.</summary>
    internal string Mask(string text) => key.Mask(text);

    private async Task<ApiResponse> PostAsync(
        HttpRequestMessage message,
        MultipartForm form,
        CancellationToken limit,
        CancellationToken cancellationToken
    )
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, limit).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsNetworkFailure(exception))
        {
            // A request that fails after its timeout or cancellation fails because of that.
            var wasCut = exception is OperationCanceledException || limit.IsCancellationRequested;
            return wasCut ? Cut(form.Started, cancellationToken.IsCancellationRequested) : Lost(exception, message, form.Started);
        }

        using (response)
        {
            var body = await ReadBodyAsync(response, limit).ConfigureAwait(false);
            return reader.Read((int)response.StatusCode, ResponseReader.ReadRetryAfter(response.Headers, time), body);
        }
    }

    /// <summary>Reads a response's body.</summary>
    /// <returns>Null if it didn't arrive as a whole or is too long.</returns>
    private static async Task<byte[]?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > MaxBodyLength)
        {
            return null;
        }

        try
        {
            var buffer = new byte[4096];
            using var body = new MemoryStream();
            using var cut = Platform.CutOff(response, cancellationToken);
            using var stream = await Platform.ReadAsStreamAsync(response.Content, cancellationToken).ConfigureAwait(false);
            while (await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > MaxBodyLength)
                {
                    return null;
                }
            }

            return body.ToArray();
        }
        catch (Exception exception) when (IsNetworkFailure(exception))
        {
            return null;
        }
    }

    private static bool IsNetworkFailure(Exception exception) =>
        exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException;

    /// <summary>The outcome of a request that was canceled or timed out.</summary>
    private ApiResponse Cut(bool started, bool isCanceled)
    {
        var host = Address.SendMessage.Authority;
        return (isCanceled, started) switch
        {
            (true, false) => Outcome(ResponseKind.NotReached, ErrorCode.Cancelled, Text.Client_CancelledBefore),
            (true, true) => Outcome(ResponseKind.Uncertain, ErrorCode.DeliveryUnknown, Text.Client_CancelledAfter.With(host)),
            (false, false) => Outcome(
                ResponseKind.NotReached,
                ErrorCode.NetworkError,
                Text.Client_ConnectTimeout.With(host, timeout.TotalSeconds)
            ),
            (false, true) => Outcome(
                ResponseKind.Uncertain,
                ErrorCode.DeliveryUnknown,
                Text.Client_ResponseTimeout.With(host, timeout.TotalSeconds)
            ),
        };
    }

    /// <summary>The outcome of a request whose connection failed.</summary>
    private ApiResponse Lost(Exception exception, HttpRequestMessage message, bool started)
    {
        if (started)
        {
            return Outcome(
                ResponseKind.Uncertain,
                ErrorCode.DeliveryUnknown,
                Text.Client_ConnectionLost.With(Address.SendMessage.Authority)
            );
        }

        var (_, code, text) = ConnectionErrors.Explain(exception, message, Address, route);
        return Outcome(ResponseKind.NotReached, code, Mask(text));
    }

    private static ApiResponse Outcome(ResponseKind kind, string code, string text) =>
        new()
        {
            Kind = kind,
            Code = code,
            Text = text,
        };
}
