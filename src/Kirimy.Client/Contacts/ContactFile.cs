using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

/// <summary>
/// A CSV file with contacts. Opening it reads all of it once, so that a file that is damaged anywhere is refused before the first
/// contact comes out of it; the contacts are then read as they are asked for. Memory does not grow with the file.
/// </summary>
public sealed class ContactFile : IDisposable
{
    /// <summary>How many rows an error names.</summary>
    private const int MostNamed = 10;

    /// <summary>How often a long run looks whether it is to end, in rows.</summary>
    private const int RowsBetweenLooks = 1 << 12;

    private const int LongestBuffer = 1 << 16;
    private const int ShortestBuffer = 1 << 7;

    private readonly Stream stream;
    private readonly string path;
    private readonly string file;
    private readonly string region;
    private readonly TextEncoding encoding;
    private readonly int skipped;
    private readonly ContactHeader header;

    private ContactFile(Stream stream, string path, ContactFileOptions options, CancellationToken cancellationToken)
    {
        this.stream = stream;
        this.path = path;
        file = Path.GetFileName(path);
        region = options.Region;
        var given = options.Encoding is { } name ? TextEncoding.Named(name) : null;
        if (stream.Length == 0)
        {
            throw new KirimyException(ErrorCode.FileEmpty, Text.File_Empty.With(path));
        }

        encoding = FileFault.Guard(() => TextEncoding.Of(stream, given, path, cancellationToken), path, row: 1);
        var (sample, isWhole) = FileFault.Guard(ReadSample, path, row: 1);
        var declared = DelimiterGuess.Declared(sample);
        skipped = declared?.Length ?? 0;
        Delimiter =
            options.Delimiter
            ?? declared?.Delimiter
            ?? DelimiterGuess.Of(sample, isWhole, options.NumberColumn is { } column ? [column] : ColumnName.OfNumber);
        if (!DelimiterGuess.IsPossible(Delimiter))
        {
            throw new KirimyException(ErrorCode.InvalidDelimiter, Text.File_Delimiter.With(VisibleText.Of(Delimiter.ToString())));
        }

        header = Check(options.NumberColumn, cancellationToken);
    }

    /// <summary>What stands between two cells.</summary>
    public char Delimiter { get; }

    /// <summary>The encoding, for a person.</summary>
    public string EncodingName => encoding.Name;

    /// <summary>The column that the number is read from.</summary>
    public string NumberColumn => header.Names[header.Number];

    /// <summary>How many rows there are behind the header.</summary>
    public int Count { get; private set; }

    /// <summary>The columns that a contact shows under another name, since it has a property of that name itself.</summary>
    public IReadOnlyList<(string Name, string ShownAs)> RenamedColumns => [.. header.Renamed];

    /// <summary>Opens a file and looks through all of it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="KirimyException">
    /// FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_NOT_TEXT, FILE_ENCODING, INVALID_ENCODING, INVALID_DELIMITER, COLUMN_UNNAMED,
    /// COLUMN_DUPLICATE, COLUMN_NOT_FOUND, NO_NUMBER_COLUMN, ROW_RAGGED, ROW_MALFORMED, ROW_TOO_LONG.
    /// </exception>
    public static ContactFile Open(string path, ContactFileOptions options, CancellationToken cancellationToken)
    {
        return Open(OpenStream(path, cancellationToken), path, options, cancellationToken);
    }

    /// <summary>The same of an open stream that can seek.</summary>
    internal static ContactFile Open(Stream opened, string path, ContactFileOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new ContactFile(opened, path, options, cancellationToken);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The contacts, one for each row, in the file's order. One reading at a time.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KirimyException">As when it is opened, where the file has changed since.</exception>
    public IEnumerable<Contact> Read(CancellationToken cancellationToken)
    {
        using var records = OpenRecords();
        records.Read();
        var width = header.Names.Count;
        while (records.Read())
        {
            if (records.RowNumber % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (records.Count != width)
            {
                throw Ragged([(records.RowNumber, records.Count)], 1, width);
            }

            var cells = new string[width];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = records[i];
            }

            yield return Create(cells, records.RowNumber);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static FileStream OpenStream(string path, CancellationToken cancellationToken)
    {
        try
        {
            var opened = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite,
                bufferSize: 1,
                FileOptions.SequentialScan
            );
            return opened.CanSeek ? opened : Spool(opened, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KirimyException(ErrorCode.FileNotFound, Text.File_NotFound.With(path), exception);
        }
        catch (UnauthorizedAccessException exception) when (Directory.Exists(path))
        {
            throw new KirimyException(ErrorCode.FileUnreadable, Text.File_Folder.With(path), exception);
        }
        catch (Exception exception)
            when (exception is UnauthorizedAccessException or IOException or NotSupportedException or ArgumentException)
        {
            throw new KirimyException(ErrorCode.FileUnreadable, Text.File_Unreadable.With(path, exception.Message), exception);
        }
    }

    /// <summary>What can be read once only, such as another program's output, is put where it can be read again.</summary>
    private static FileStream Spool(FileStream source, CancellationToken cancellationToken)
    {
        using (source)
        {
            var copy = Platform.CreatePrivateFile(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileOptions.DeleteOnClose);
            try
            {
                var buffer = new byte[LongestBuffer];
                int read;
                while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    copy.Write(buffer, 0, read);
                }

                copy.Position = 0;
                return copy;
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }
    }

    /// <summary>Looks through all rows, and tells of all that don't fit at once.</summary>
    private ContactHeader Check(string? numberColumn, CancellationToken cancellationToken)
    {
        using var records = OpenRecords();
        if (!records.Read())
        {
            throw new KirimyException(ErrorCode.FileEmpty, Text.File_Empty.With(path));
        }

        var found = ContactHeader.Read(records, numberColumn, path);
        var width = found.Names.Count;
        var ragged = new List<(int Row, int Cells)>();
        var count = 0;
        try
        {
            while (records.Read())
            {
                if (records.RowNumber % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                Count++;
                if (records.Count != width && count++ < MostNamed)
                {
                    ragged.Add((records.RowNumber, records.Count));
                }
            }
        }
        catch (KirimyException) when (ragged.Count > 0)
        {
            // Where the file can't be read on, what was found before is the first thing to tell.
        }

        return ragged.Count == 0 ? found : throw Ragged(ragged, count, width);
    }

    private KirimyException Ragged(List<(int Row, int Cells)> rows, int count, int width)
    {
        var list =
            string.Join(", ", rows.Select(r => Text.File_RaggedRow.With(r.Row, r.Cells))) + (count > rows.Count ? ", …" : string.Empty);
        return new KirimyException(ErrorCode.RowRagged, Text.File_Ragged.With(path, count, width, list));
    }

    private RecordReader OpenRecords()
    {
        // A line sep=; is in the sample, so that it has been read without a fault before.
        var text = OpenText();
        for (var i = 0; i < skipped; i++)
        {
            _ = text.Read();
        }

        return new RecordReader(text, stream.Length, Delimiter, path);
    }

    private LineReader OpenText()
    {
        stream.Position = encoding.MarkLength;
        var buffer = (int)Math.Max(ShortestBuffer, Math.Min(stream.Length, LongestBuffer));
        return new LineReader(
            new StreamReader(stream, encoding.Encoding, detectEncodingFromByteOrderMarks: false, buffer, leaveOpen: true)
        );
    }

    private (string Sample, bool IsWhole) ReadSample()
    {
        using var text = OpenText();
        var sample = new char[Math.Min(DelimiterGuess.SampleLength, stream.Length)];
        var length = 0;
        int read;
        while (length < sample.Length && (read = text.Read(sample, length, sample.Length - length)) > 0)
        {
            length += read;
        }

        return (new string(sample, 0, length), text.Peek() < 0);
    }

    private Contact Create(string[] cells, int row)
    {
        var number = PhoneNumberReader.Read(cells[header.Number], region);
        var advice = number.Advice is { } sentence ? Text.File_Advice.With(file, row, VisibleText.Of(NumberColumn), sentence) : null;
        return new(header.Columns, cells)
        {
            Receive = number.Receive,
            RowNumber = row,
            Reason = number.Reason,
            Advice = advice,
        };
    }
}
