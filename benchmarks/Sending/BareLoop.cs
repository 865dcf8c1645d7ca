using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kirimy.Benchmarks.Sending;

/// <summary>
/// What a good programmer writes instead of using the module: one HttpClient, as many loops as requests are to be under way, and a
/// shared index. It checks no number, repeats nothing and keeps no limit.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private const string Boundary = "------------------------d74496d66958873eab0192";
    private readonly HttpClient http;
    private readonly Uri address;

    public BareLoop(Uri baseUri)
    {
        address = new Uri(baseUri, "send-message");
#pragma warning disable CA2000 // The client's own from here on.
        // The same settings as the module's, so that they are not what is compared.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
#pragma warning restore CA2000
        http = new HttpClient(handler);
    }

    /// <summary>Sends all messages, and keeps each outcome.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="concurrency">How many requests are under way at once.</param>
    /// <param name="content">What makes a request's body.</param>
    /// <param name="read">What makes an outcome of an answer.</param>
    /// <returns>What looks at the outcomes, and throws where a message was not accepted.</returns>
    public Action Send(
        (string Receive, string Message)[] messages,
        int count,
        int concurrency,
        Func<string, string, HttpContent> content,
        Func<HttpResponseMessage, Task<string?>> read
    )
    {
        var outcomes = new string?[count];
        var next = -1;
        Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(LoopAsync))).GetAwaiter().GetResult();
        return () =>
        {
            if (outcomes.Contains(null))
            {
                throw new InvalidOperationException("A message was not accepted.");
            }
        };

        async Task LoopAsync()
        {
            while (Interlocked.Increment(ref next) is var index && index < count)
            {
                var (receive, message) = messages[index];
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content(receive, message) };
                request.Headers.TryAddWithoutValidation("api-key", MessageRows.Key);
                using var response = await http.SendAsync(request).ConfigureAwait(false);
                outcomes[index] = await read(response).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends one message; the outcome is its id, or null when it was not accepted.</summary>
    public async Task<string?> PostAsync(string receive, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = WrittenForm(receive, message) };
        request.Headers.TryAddWithoutValidation("api-key", MessageRows.Key);
        using var response = await http.SendAsync(request).ConfigureAwait(false);
        return await ReadAnswer(response).ConfigureAwait(false);
    }

    /// <summary>The form as one text: the bytes that the module sends.</summary>
    public static HttpContent WrittenForm(string receive, string message)
    {
        var form = string.Create(
            CultureInfo.InvariantCulture,
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"session_id\"\r\n\r\n{MessageRows.Session}\r\n--{Boundary}\r\nContent-Disposition: form-data; name=\"receive\"\r\n\r\n{receive}\r\n--{Boundary}\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n{message}\r\n--{Boundary}--\r\n"
        );
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + Boundary);
        return content;
    }

    /// <summary>The form as Invoke-RestMethod -Form makes it: a content for each field.</summary>
    public static HttpContent FormOfContents(string receive, string message) =>
        new MultipartFormDataContent
        {
            { new StringContent(MessageRows.Session), "session_id" },
            { new StringContent(receive), "receive" },
            { new StringContent(message), "message" },
        };

    /// <summary>The outcome as the API tells it: an answer of 200 may be a refusal, so who wants to know has to read it.</summary>
    public static async Task<string?> ReadAnswer(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var answer = JsonSerializer.Deserialize(body, AnswerJsonContext.Default.Answer);
        return answer is { Success: true } ? answer.Data?.MessageId : null;
    }

    /// <summary>The HTTP status alone.</summary>
    public static async Task<string?> ReadStatus(HttpResponseMessage response)
    {
        await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return response.IsSuccessStatusCode ? string.Empty : null;
    }

    public void Dispose() => http.Dispose();
}
