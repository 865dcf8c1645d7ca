using System.Net;
using System.Net.Http;

namespace Kirimy.Client.Api;

/// <summary>
/// The request body: <c>multipart/form-data</c> as curl's <c>--form</c> writes it (boundary unquoted in the Content-Type, names quoted, no
/// file name, no Content-Type of a part, Content-Length known), which is the form in the service's own document.
/// </summary>
internal sealed class MultipartForm : HttpContent
{
    private readonly byte[] body;
    private readonly TimeProvider time;
    private long startedAt;
    private volatile bool started;

    public MultipartForm(SendRequest request, TimeProvider time)
    {
        this.time = time;

        // The boundary is random, so no text can imitate a part of the form.
        var boundary = "------------------------" + Platform.RandomAlphanumeric(22);
        var text = new StringBuilder();
        foreach (
            var (name, value) in new[] { ("session_id", request.SessionId), ("receive", request.Recipient), ("message", request.Message) }
        )
        {
            _ = text.Append("--").Append(boundary).Append("\r\nContent-Disposition: form-data; name=\"").Append(name).Append("\"\r\n\r\n");
            _ = text.Append(value).Append("\r\n");
        }

        body = Encoding.UTF8.GetBytes(text.Append("--").Append(boundary).Append("--\r\n").ToString());
        Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + boundary);
        Headers.ContentLength = body.Length;
    }

    /// <summary>
    /// Whether sending the body began. Before that, the request can't have arrived; afterward, it may have. This is observed here instead
    /// of guessed from an exception.
    /// </summary>
    public bool Started => started;

    /// <summary>The time since sending the body began; zero if it didn't.</summary>
    public TimeSpan SinceStart => started ? time.GetElapsedTime(startedAt) : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        startedAt = time.GetTimestamp();
        started = true;
        // A canceled request closes its connection; the write needs no token of its own.
        return stream.WriteAsync(body, 0, body.Length, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}

/// <summary>The content of one POST.</summary>
/// <param name="SessionId">The WhatsApp session that sends.</param>
/// <param name="Recipient">The recipient, <c>62…</c>.</param>
/// <param name="Message">The text, with LF line breaks.</param>
internal sealed record SendRequest(string SessionId, string Recipient, string Message);
