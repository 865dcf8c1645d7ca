namespace Kirimy.Client.Contacts;

/// <summary>
/// The text of a file in the form that the CSV reader is sure about: a CR without LF, as old Macs write it, is a line break like the
/// others. The reader would take such a CR now for a line break and now for a character, by where its buffer ends.
/// </summary>
/// <param name="inner">The text as it is in the file.</param>
internal sealed class LineReader(TextReader inner) : TextReader
{
    private const int ChunkLength = 1 << 12;

    private readonly char[] chunk = new char[ChunkLength];
    private int next;
    private int end;
    private bool holdsReturn;

    /// <inheritdoc/>
    public override int Peek() => next < end || Fill() ? chunk[next] : -1;

    /// <inheritdoc/>
    public override int Read() => next < end || Fill() ? chunk[next++] : -1;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        if (next == end && !Fill())
        {
            return 0;
        }

        var length = Math.Min(count, end - next);
        Array.Copy(chunk, next, buffer, index, length);
        next += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        next = 0;
        end = 0;
        if (holdsReturn)
        {
            chunk[end++] = '\r';
        }

        int read;
        do
        {
            read = inner.Read(chunk, end, chunk.Length - end);
            end += read;
        } while (read > 0 && end == 1 && chunk[0] == '\r');

        // What a CR at the end is, the next character tells.
        holdsReturn = read > 0 && chunk[end - 1] == '\r';
        if (holdsReturn)
        {
            end--;
        }

        var text = chunk.AsSpan(0, end);
        for (var at = 0; text[at..].IndexOf('\r') is var distance and >= 0; at++)
        {
            at += distance;
            if (at + 1 == end || chunk[at + 1] != '\n')
            {
                chunk[at] = '\n';
            }
        }

        // Not a character of any text, and the one that stands for the mark of comments, which there are none of here.
        for (int at; (at = text.IndexOf(RecordReader.NoCharacter)) >= 0; )
        {
            text[at] = '\uFFFD';
        }

        return end > 0;
    }
}
