using System.Buffers;
using System.Net.Http;

namespace Kirimy.Client.Api;

/// <summary>Posts one message, and tells what is known of it afterwards. Repeats nothing.</summary>
public sealed class KirimyClient
{
    /// <summary>How much of an answer is read; a longer one can't be the service's.</summary>
    internal const int LongestBody = 1024 * 1024;

    private readonly BaseAddress address;
    private readonly ApiKey key;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly ReplyReader reader;

    /// <summary>A client of one service with one key.</summary>
    /// <param name="address">Where the service is; the key is sent nowhere else.</param>
    /// <param name="key">The API key.</param>
    /// <param name="timeout">For one request, from the start of the connection to the end of the answer.</param>
    public KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout)
        : this(address, key, timeout, TimeProvider.System) { }

    // The clock is what the time-out and Retry-After's dates are read by.
    internal KirimyClient(BaseAddress address, ApiKey key, TimeSpan timeout, TimeProvider time)
    {
        this.address = address ?? throw new ArgumentNullException(nameof(address));
        this.key = key ?? throw new ArgumentNullException(nameof(key));
        this.timeout = timeout;
        this.time = time;
        http = HttpClientCache.For(address);
        reader = new ReplyReader(key.Reveal());
    }

    /// <summary>Posts one message.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Cuts the request short; what is known by then is still told.</param>
    /// <returns>What is known. Nothing that the network or the service does is thrown.</returns>
    public async Task<ApiReply> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        using var clock = Platform.CancelAfter(time, timeout);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        using var form = new MultipartForm(request ?? throw new ArgumentNullException(nameof(request)));
        using var message = new HttpRequestMessage(HttpMethod.Post, address.SendMessage) { Content = form };
        message.Headers.TryAddWithoutValidation("api-key", key.Reveal());
        Platform.Prepare(message);

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return Lost(exception, form.Started, cancellationToken);
        }

        using (response)
        {
            var retryAfter = ReplyReader.ReadRetryAfter(response.Headers.RetryAfter, time.GetUtcNow());
            var buffer = ArrayPool<byte>.Shared.Rent(4096);
            try
            {
                (buffer, var length) = await ReadBodyAsync(response, buffer, limit.Token).ConfigureAwait(false);
                var body = length is { } known ? buffer.AsMemory(0, known) : (ReadOnlyMemory<byte>?)null;
                return reader.Read((int)response.StatusCode, retryAfter, body);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Reads the body into the buffer, or a larger one in its stead; no length when it does not arrive whole or is too long.</summary>
    private static async Task<(byte[] Buffer, int? Length)> ReadBodyAsync(
        HttpResponseMessage response,
        byte[] buffer,
        CancellationToken cancellationToken
    )
    {
        if (response.Content.Headers.ContentLength > LongestBody)
        {
            return (buffer, null);
        }

        // .NET Framework's streams do not heed a token; what they read from can be taken away.
        using var cut = cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);
        try
        {
            using var stream = await Platform.ReadAsStreamAsync(response.Content, cancellationToken).ConfigureAwait(false);
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length >= LongestBody)
                    {
                        return (buffer, null);
                    }

                    var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.AsSpan().CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return (buffer, length);
                }

                length += read;
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return (buffer, null);
        }
    }

    /// <summary>What is known of a request that no answer came to.</summary>
    private ApiReply Lost(Exception exception, bool started, CancellationToken cancellationToken)
    {
        var host = address.SendMessage.Authority;
        if (exception is OperationCanceledException)
        {
            return (cancellationToken.IsCancellationRequested, started) switch
            {
                (true, false) => Reply(ReplyKind.NotReached, ErrorCode.Cancelled, Text.Client_CancelledBefore),
                (true, true) => Reply(ReplyKind.Uncertain, ErrorCode.DeliveryUnknown, Text.Client_CancelledAfter.With(host)),
                (false, false) => Reply(
                    ReplyKind.NotReached,
                    ErrorCode.NetworkError,
                    Text.Client_ConnectTimeout.With(host, timeout.TotalSeconds)
                ),
                (false, true) => Reply(
                    ReplyKind.Uncertain,
                    ErrorCode.DeliveryUnknown,
                    Text.Client_ReplyTimeout.With(host, timeout.TotalSeconds)
                ),
            };
        }

        if (started)
        {
            return Reply(ReplyKind.Uncertain, ErrorCode.DeliveryUnknown, Text.Client_ConnectionLost.With(host));
        }

        return Platform.Classify(exception) switch
        {
            ConnectFailure.Tls => Reply(ReplyKind.NotReached, ErrorCode.TlsError, Text.Client_Tls.With(host, Innermost(exception))),
            ConnectFailure.Name => Reply(ReplyKind.NotReached, ErrorCode.NetworkError, Text.Client_NoName.With(host)),
            // .NET's own text names the proxy with its password.
            ConnectFailure.Proxy => Reply(ReplyKind.NotReached, ErrorCode.NetworkError, Text.Client_Proxy.With(host)),
            _ => Reply(ReplyKind.NotReached, ErrorCode.NetworkError, Text.Client_Network.With(host, Innermost(exception))),
        };
    }

    private static ApiReply Reply(ReplyKind kind, string code, string text) =>
        new()
        {
            Kind = kind,
            Code = code,
            Text = text,
        };

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
