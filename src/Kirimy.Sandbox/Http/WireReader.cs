using System.Text;

namespace Kirimy.Sandbox.Http;

/// <summary>Lines and bytes from a connection.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>Waits for the first byte of what comes next.</summary>
    /// <returns>Whether there is any; else the other side has ended the connection.</returns>
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

    /// <summary>Reads a line that ends in CRLF, one character a byte, without its end.</summary>
    /// <param name="limit">The most bytes that it may have, without its end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BadRequestException">431: it is longer than the limit. 400: it does not end in CRLF.</exception>
    /// <exception cref="EndOfStreamException">The connection ended first.</exception>
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

    /// <summary>Reads some bytes, at least one.</summary>
    /// <exception cref="EndOfStreamException">The connection ended.</exception>
    public async Task<ArraySegment<byte>> ReadAsync(long most, CancellationToken cancellationToken)
    {
        if (!await HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new EndOfStreamException();
        }

        var count = (int)Math.Min(most, end - start);
        start += count;
        return new ArraySegment<byte>(buffer, start - count, count);
    }
}
