using System.Globalization;

namespace Kirimy.Sandbox.Http;

/// <summary>Reads HTTP/1.1 requests (RFC 9112) from a connection. Strict: what two programs could read in two ways is refused.</summary>
internal sealed class RequestReader(WireReader wire)
{
    /// <summary>The most that a body may have, in bytes: a message of 4096 characters has at most 12 KiB in UTF-8.</summary>
    public const int BodyLimit = 1024 * 1024;

    /// <summary>How much of a body that is too long is read all the same and thrown away, so that its sender gets to read the answer.</summary>
    public const int DrainLimit = 16 * 1024 * 1024;

    /// <summary>The most that a request line and its header fields may have, in bytes; Node's own limit.</summary>
    private const int HeadLimit = 16 * 1024;

    private const int ChunkLineLimit = 256;
    private const string TokenMarks = "!#$%&'*+-.^_`|~";
    private const string TransferEncoding = "Transfer-Encoding";
    private const string ContentLength = "Content-Length";

    /// <summary>Reads a request without its body.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<Request> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var left = HeadLimit;
        var line = await wire.ReadLineAsync(left, cancellationToken).ConfigureAwait(false);
        if (line.Length == 0)
        {
            // Some clients end a body with a line break that is not part of it (RFC 9112, 2.2).
            line = await wire.ReadLineAsync(left, cancellationToken).ConfigureAwait(false);
        }

        var parts = line.Split(' ');
        if (parts.Length != 3 || !IsToken(parts[0]) || !IsTarget(parts[1]) || !parts[2].StartsWith("HTTP/", StringComparison.Ordinal))
        {
            throw new BadRequestException(400, "Not an HTTP request line");
        }

        if (parts[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            throw new BadRequestException(505, "HTTP Version Not Supported");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        left -= line.Length;
        while ((line = await wire.ReadLineAsync(left, cancellationToken).ConfigureAwait(false)).Length > 0)
        {
            left -= line.Length;
            AddHeader(headers, line);
        }

        var isNew = parts[2] == "HTTP/1.1";
        if (isNew && !headers.ContainsKey("Host"))
        {
            throw new BadRequestException(400, "No Host header");
        }

        var connection = headers.TryGetValue("Connection", out var value) ? value : string.Empty;
        return new Request(parts[0], parts[1], headers)
        {
            KeepAlive = isNew
                ? !connection.Equals("close", StringComparison.OrdinalIgnoreCase)
                : connection.Equals("keep-alive", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>Whether a body follows.</summary>
    public static bool HasBody(Request head) => head.Header(TransferEncoding) is not null || LengthOf(head) > 0;

    /// <summary>Reads the body that belongs to a head.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<Request> ReadBodyAsync(Request head, CancellationToken cancellationToken)
    {
        using var body = new LimitedBody();
        if (head.Header(TransferEncoding) is { } encoding)
        {
            if (head.Header(ContentLength) is not null)
            {
                throw new BadRequestException(400, "Both Content-Length and Transfer-Encoding");
            }

            if (!encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                throw new BadRequestException(501, "Not Implemented");
            }

            await ReadChunksAsync(body, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await CopyAsync(LengthOf(head), body, cancellationToken).ConfigureAwait(false);
        }

        return head with
        {
            Body = body.ToArray(),
            KeepAlive = head.KeepAlive && !body.IsEndless,
        };
    }

    private async Task ReadChunksAsync(LimitedBody body, CancellationToken cancellationToken)
    {
        while (!body.IsEndless)
        {
            var line = await wire.ReadLineAsync(ChunkLineLimit, cancellationToken).ConfigureAwait(false);
            if (
                !long.TryParse(line.Split(';')[0].TrimEnd(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
                || size < 0
            )
            {
                throw new BadRequestException(400, "Not a chunk");
            }

            if (size == 0)
            {
                await SkipTrailersAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            await CopyAsync(size, body, cancellationToken).ConfigureAwait(false);
            if (!body.IsEndless && (await wire.ReadLineAsync(0, cancellationToken).ConfigureAwait(false)).Length > 0)
            {
                throw new BadRequestException(400, "Not a chunk");
            }
        }
    }

    private async Task SkipTrailersAsync(CancellationToken cancellationToken)
    {
        var left = HeadLimit;
        string line;
        while ((line = await wire.ReadLineAsync(left, cancellationToken).ConfigureAwait(false)).Length > 0)
        {
            left -= line.Length;
        }
    }

    private async Task CopyAsync(long length, LimitedBody body, CancellationToken cancellationToken)
    {
        while (length > 0 && !body.IsEndless)
        {
            var bytes = await wire.ReadAsync(length, cancellationToken).ConfigureAwait(false);
            body.Add(bytes);
            length -= bytes.Count;
        }
    }

    private static void AddHeader(Dictionary<string, string> headers, string line)
    {
        var colon = line.IndexOf(':');
        var name = colon < 0 ? string.Empty : line.Substring(0, colon);
        var value = line.Substring(colon + 1).Trim(' ', '\t');
        if (!IsToken(name) || value.Any(c => c is < ' ' and not '\t' or '\u007f'))
        {
            throw new BadRequestException(400, "Not a header field");
        }

        if (!headers.TryGetValue(name, out var before))
        {
            headers.Add(name, value);
            return;
        }

        if (name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals(ContentLength, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(400, $"{name} is there twice");
        }

        headers[name] = before + ", " + value;
    }

    private static long LengthOf(Request head)
    {
        if (head.Header(ContentLength) is not { } text)
        {
            return 0;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new BadRequestException(400, "Not a Content-Length");
    }

    private static bool IsTarget(string text) => text.Length > 0 && text[0] == '/' && text.All(c => c is > ' ' and < '\u007f');

    /// <summary>RFC 9110, 5.6.2.</summary>
    private static bool IsToken(string text) =>
        text.Length > 0 && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || TokenMarks.Contains(c));
}

/// <summary>Bytes that are no HTTP/1.1 request. The connection can't be used further.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>Takes the bytes of a body and keeps them as long as they are no more than a body may have.</summary>
internal sealed class LimitedBody : IDisposable
{
    private readonly MemoryStream kept = new();
    private long total;

    /// <summary>More came than is even thrown away.</summary>
    public bool IsEndless => total > RequestReader.BodyLimit + RequestReader.DrainLimit;

    public void Add(ArraySegment<byte> bytes)
    {
        total += bytes.Count;
        if (total <= RequestReader.BodyLimit)
        {
            kept.Write(bytes.Array!, bytes.Offset, bytes.Count);
        }
    }

    /// <summary>The body; null when it was too long.</summary>
    public byte[]? ToArray() => total <= RequestReader.BodyLimit ? kept.ToArray() : null;

    public void Dispose() => kept.Dispose();
}
