namespace Kirimy.Sandbox.Http;

/// <summary>Strict parser for HTTP/1.1 requests (RFC 9112). Ambiguous requests are refused.</summary>
internal sealed class RequestReader(WireReader wire)
{
    /// <summary>In bytes. A message of 4096 characters has at most 12 KiB in UTF-8.</summary>
    public const int MaxBodyLength = 1024 * 1024;

    /// <summary>Bytes beyond that length that are read and discarded, so the client can read the response.</summary>
    public const int MaxDrainLength = 16 * 1024 * 1024;

    /// <summary>Request line and headers, in bytes; Node's limit.</summary>
    private const int MaxHeadLength = 16 * 1024;

    private const int MaxChunkLineLength = 256;
    private const string TokenMarks = "!#$%&'*+-.^_`|~";
    private const string TransferEncoding = "Transfer-Encoding";
    private const string ContentLength = "Content-Length";

    public async Task<Request> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var left = MaxHeadLength;
        var line = await wire.ReadLineAsync(left, cancellationToken).ConfigureAwait(false);
        if (line.Length == 0)
        {
            // Some clients send a line break after a body (RFC 9112, 2.2).
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

    public static bool HasBody(Request head) => head.Header(TransferEncoding) is not null || LengthOf(head) > 0;

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
            var line = await wire.ReadLineAsync(MaxChunkLineLength, cancellationToken).ConfigureAwait(false);
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
        var left = MaxHeadLength;
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

    private static bool IsToken(string text) =>
        text.Length > 0 && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || TokenMarks.Contains(c));
}

/// <summary>A request, or the form in its body, isn't valid.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>Bounded buffer for a body: discards all bytes if there are too many.</summary>
internal sealed class LimitedBody : IDisposable
{
    private readonly MemoryStream kept = new();
    private long total;

    public bool IsEndless => total > RequestReader.MaxBodyLength + RequestReader.MaxDrainLength;

    public void Add(ArraySegment<byte> bytes)
    {
        total += bytes.Count;
        if (total <= RequestReader.MaxBodyLength)
        {
            kept.Write(bytes.Array!, bytes.Offset, bytes.Count);
        }
    }

    public byte[]? ToArray() => total <= RequestReader.MaxBodyLength ? kept.ToArray() : null;

    public void Dispose() => kept.Dispose();
}

/// <summary>Header fields of the same name are joined by commas.</summary>
internal sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Null if it was too long.</summary>
    public byte[]? Body { get; init; } = [];

    public bool KeepAlive { get; init; }

    public string Path => Target.Split('?')[0];

    public string Query => Target.Substring(Path.Length).TrimStart('?');

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

internal static class LoopbackHost
{
    /// <summary>By a loopback address or as localhost, with or without a port.</summary>
    public static bool Is(string? host) =>
        Uri.TryCreate("http://" + host, UriKind.Absolute, out var uri)
        && uri is { IsLoopback: true, UserInfo.Length: 0, AbsolutePath: "/", Query.Length: 0, Fragment.Length: 0 };
}
