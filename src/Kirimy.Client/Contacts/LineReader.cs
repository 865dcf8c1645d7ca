namespace Kirimy.Client.Contacts;

/// <summary>
/// The text of a file in the form that the CSV reader is sure about: a CR without LF, as old Macs write it, is a line break like the
/// others. The reader would take such a CR now for a line break and now for a character, by where its buffer ends.
/// </summary>
/// <param name="inner">The text as it is in the file.</param>
internal sealed class LineReader(TextReader inner) : TextReader
{
    /// <inheritdoc/>
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

        // Not a character of any text, and the one that stands for the mark of comments, which there are none of here.
        for (int at; (at = text.IndexOf(RecordReader.NoCharacter)) >= 0; )
        {
            text[at] = '\uFFFD';
        }

        return text.Length;
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
}
