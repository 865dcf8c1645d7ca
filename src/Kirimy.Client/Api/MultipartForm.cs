using System.Net;
using System.Net.Http;

namespace Kirimy.Client.Api;

/// <summary>
/// The request body: <c>multipart/form-data</c> as curl's <c>--form</c> writes it (boundary unquoted in the Content-Type, names quoted, no
/// file name and no Content-Type of a part, length known), which is what the service's own document shows.
/// </summary>
internal sealed class MultipartForm : HttpContent
{
    private readonly byte[] body;
    private readonly TimeProvider time;
    private long startedAt;
    private volatile bool started;

    public MultipartForm(SendRequest request, MultipartLayout layout, TimeProvider time)
    {
        this.time = time;
        body = layout.Write(request);
        Headers.TryAddWithoutValidation("Content-Type", layout.ContentType);
        Headers.ContentLength = body.Length;
    }

    /// <summary>
    /// Whether the body began to go out. Until then the request can't have arrived; from then on nobody knows. Seen here, not guessed
    /// from an exception.
    /// </summary>
    public bool Started => started;

    /// <summary>How long ago the body began to go out; zero when it did not.</summary>
    public TimeSpan SinceStart => started ? time.GetElapsedTime(startedAt) : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        startedAt = time.GetTimestamp();
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
}
