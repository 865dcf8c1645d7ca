namespace Kirimy.Sandbox.Http;

/// <summary>Buffered reader of lines and bytes from a connection.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>False if the client closed the connection.</summary>
    public async Task<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        if (start < end)
        {
            return true;
        }

        start = 0;
        end = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
        return end > 0;
    }

    /// <summary>Reads a line that ends in CRLF, without the CRLF. Each byte is a character.</summary>
    public async Task<string> ReadLineAsync(int limit, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            var at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var stop = at < 0 ? end : at;
            if (line.Length + stop - start > limit + 1)
            {
                throw new BadRequestException(431, "Request Header Fields Too Large");
            }

            while (start < stop)
            {
                _ = line.Append((char)buffer[start++]);
            }

            if (at >= 0)
            {
                start++;
                return line.Length > 0 && line[line.Length - 1] == '\r'
                    ? line.ToString(0, line.Length - 1)
                    : throw new BadRequestException(400, "A line does not end in CRLF");
            }
        }

        throw new EndOfStreamException();
    }

    /// <summary>Reads at least one byte.</summary>
    public async Task<ArraySegment<byte>> ReadAsync(long max, CancellationToken cancellationToken)
    {
        if (!await HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new EndOfStreamException();
        }

        var count = (int)Math.Min(max, end - start);
        start += count;
        return new ArraySegment<byte>(buffer, start - count, count);
    }
}
