using Sylvan.Data.Csv;

namespace Kirimy.Client.Contacts;

/// <summary>Adapter of the CSV reader, which owns the text. Skips rows without text in any cell, but counts them.</summary>
internal sealed class RecordReader(TextReader text, long length, char delimiter, string file) : IDisposable
{
    /// <summary>A code that isn't a character. It is set as the start of a comment because CSV files have no comments.</summary>
    public const char NoCharacter = '\uFFFF';

    /// <summary>In UTF-16 code units. A spreadsheet's cell has at most 32,767; a longer record has an unclosed quote.</summary>
    private const int MaxRecordLength = 1 << 20;

    private const int MinBufferSize = 1 << 7;
    private const int MaxBufferSize = 1 << 15;

    private readonly CsvDataReader csv = Guard(() => CsvDataReader.Create(text, OptionsOf(length, delimiter)), file, row: 1);

    /// <summary>The row as a spreadsheet counts, from 1.</summary>
    public int RowNumber { get; private set; }

    public int Count => csv.RowFieldCount;

    public string this[int index] => csv.GetString(index);

    public static T Guard<T>(Func<T> read, string file, int row)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException exception)
        {
            throw new KirimyException(ErrorCode.RowTooLong, Text.File_RowTooLong.With(file, row, MaxRecordLength), exception);
        }
        catch (CsvFormatException exception)
        {
            var sentence = Text.File_RowMalformed.With(file, row, exception.FieldOrdinal + 1);
            throw new KirimyException(ErrorCode.RowMalformed, sentence, exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new KirimyException(ErrorCode.FileEncoding, Text.File_NotWellFormed.With(file), exception);
        }
        catch (IOException exception)
        {
            throw new KirimyException(ErrorCode.FileUnreadable, Text.File_Unreadable.With(file, exception.Message), exception);
        }
    }

    public bool Read()
    {
        do
        {
            RowNumber++;
            if (!Guard(csv.Read, file, RowNumber))
            {
                return false;
            }
        } while (IsBlankFrom(0));

        return true;
    }

    public string[] Cells() => [.. Enumerable.Range(0, Count).Select(csv.GetString)];

    public bool IsBlankFrom(int index)
    {
        while (index < csv.RowFieldCount && IsBlank(index))
        {
            index++;
        }

        return index >= csv.RowFieldCount;
    }

    public bool IsBlank(int index) => string.IsNullOrWhiteSpace(csv.GetString(index));

    public void Dispose() => csv.Dispose();

    private static CsvDataReaderOptions OptionsOf(long length, char delimiter) =>
        new()
        {
            HasHeaders = false,
            Delimiter = delimiter,
            Comment = NoCharacter,
            BufferSize = (int)Math.Max(MinBufferSize, Math.Min(length + 1, MaxBufferSize)),
            MaxBufferSize = MaxRecordLength,
        };
}

/// <summary>Turns a CR without LF, as old Macs write it, into an LF. The CSV reader may take it for a character.</summary>
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
