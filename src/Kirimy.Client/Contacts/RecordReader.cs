using System.Text;
using Sylvan.Data.Csv;

namespace Kirimy.Client.Contacts;

/// <summary>The records of a CSV text, one after the other; rows without text in any cell are skipped, and counted.</summary>
internal sealed class RecordReader : IDisposable
{
    /// <summary>A code that is no character: what begins a comment, since nothing does.</summary>
    public const char NoCharacter = '\uFFFF';

    /// <summary>
    /// The longest record, in UTF-16 code units. A spreadsheet's cell holds 32,767; longer than this is a quote that nobody closed, and
    /// that swallows the rest of the file.
    /// </summary>
    private const int LongestRecord = 1 << 20;

    private const int ShortestBuffer = 1 << 7;
    private const int LongestBuffer = 1 << 15;

    private readonly string file;
    private readonly CsvDataReader csv;

    /// <param name="text">The text; it is closed with the reader.</param>
    /// <param name="length">How many characters it has at the most.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    /// <param name="file">The file's name for an error.</param>
    public RecordReader(TextReader text, long length, char delimiter, string file)
    {
        this.file = file;
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            Comment = NoCharacter,
            BufferSize = (int)Math.Max(ShortestBuffer, Math.Min(length + 1, LongestBuffer)),
            MaxBufferSize = LongestRecord,
        };
        csv = Guard(() => CsvDataReader.Create(text, options), file, row: 1);
    }

    /// <summary>The row as a spreadsheet counts, from 1.</summary>
    public int RowNumber { get; private set; }

    /// <summary>How many cells the row has.</summary>
    public int Count => csv.RowFieldCount;

    /// <summary>The text of a cell.</summary>
    public string this[int index] => csv.GetString(index);

    /// <summary>Reads a part of a file.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="file">The file's name for an error.</param>
    /// <param name="row">The row that is read, as a spreadsheet counts.</param>
    /// <exception cref="KirimyException">ROW_MALFORMED, ROW_TOO_LONG, FILE_ENCODING, FILE_UNREADABLE.</exception>
    public static T Guard<T>(Func<T> read, string file, int row)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException exception)
        {
            throw new KirimyException(ErrorCode.RowTooLong, Text.File_RowTooLong.With(file, row, LongestRecord), exception);
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

    /// <summary>Goes on to the next record.</summary>
    /// <exception cref="KirimyException">As <see cref="Guard"/>.</exception>
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

    /// <summary>The texts of all cells.</summary>
    public string[] Cells() => [.. Enumerable.Range(0, Count).Select(csv.GetString)];

    /// <summary>Whether there is no text in any cell from a position on.</summary>
    public bool IsBlankFrom(int index)
    {
        while (index < csv.RowFieldCount && IsBlank(index))
        {
            index++;
        }

        return index >= csv.RowFieldCount;
    }

    /// <summary>Whether there is no text in a cell.</summary>
    public bool IsBlank(int index) => string.IsNullOrWhiteSpace(csv.GetString(index));

    /// <inheritdoc/>
    public void Dispose() => csv.Dispose();
}
