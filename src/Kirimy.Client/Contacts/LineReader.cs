namespace Kirimy.Client.Contacts;

/// <summary>
/// Decorator that turns a CR without LF, as old Macs write it, into an LF. Depending on where its buffer ends, the CSV reader would take
/// such a CR for a line break or for a character.
/// </summary>
internal sealed class LineReader(TextReader inner) : TextReader
{
    public override int Read(char[] buffer, int index, int count)
    {
        var text = buffer.AsSpan(index, inner.Read(buffer, index, count));
        for (var at = 0; text[at..].IndexOf('\r') is var distance and >= 0; at++)
        {
            at += distance;
            if ((at + 1 < text.Length ? text[at + 1] : inner.Peek()) != '\n')
            {
                text[at] = '\n';
            }
        }

        // The CSV reader would take this code, which isn't a character, for the start of a comment.
        for (int at; (at = text.IndexOf(RecordReader.NoCharacter)) >= 0; )
        {
            text[at] = '\uFFFD';
        }

        return text.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
