using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace Kirimy.Client.Api;

/// <summary>
/// The request body: <c>multipart/form-data</c> as curl's <c>--form</c> writes it (boundary unquoted in the Content-Type, names quoted, no
/// file name and no Content-Type of a part, length known), which is what the service's own document shows.
/// </summary>
internal sealed class MultipartForm : HttpContent
{
    private const string Dashes = "------------------------";
    private readonly byte[] body;
    private volatile bool started;

    public MultipartForm(SendRequest request)
    {
        // Nobody who chooses a message's text can foresee the boundary, so no text can pass for a part of the form.
        var boundary = Dashes + Platform.RandomAlphanumeric(22);
        body = Write(request, boundary);
        Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data")
        {
            Parameters = { new NameValueHeaderValue("boundary", boundary) },
        };
        Headers.ContentLength = body.Length;
    }

    /// <summary>
    /// Whether the body began to go out. Until then the request can't have arrived; from then on nobody knows. Seen here, not guessed
    /// from an exception.
    /// </summary>
    public bool Started => started;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        started = true;
        // A request that is cancelled takes its connection with it; the write needs no token of its own.
        return stream.WriteAsync(body, 0, body.Length, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private static byte[] Write(SendRequest request, string boundary)
    {
        const string Head = "\r\nContent-Disposition: form-data; name=\"";
        const string HeadEnd = "\"\r\n\r\n";
        var text = string.Concat(
            string.Concat("--", boundary, Head, "session_id", HeadEnd, request.SessionId, "\r\n"),
            string.Concat("--", boundary, Head, "receive", HeadEnd, request.Receive, "\r\n"),
            string.Concat("--", boundary, Head, "message", HeadEnd, request.Message, "\r\n"),
            string.Concat("--", boundary, "--\r\n")
        );
        return Encoding.UTF8.GetBytes(text);
    }
}
