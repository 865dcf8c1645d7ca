using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

/// <summary>
/// A CSV file with contacts. Opening it reads all of it once, so that a file that is damaged anywhere is refused before the first
/// contact comes out of it; the contacts are then read as they are asked for. Memory does not grow with the file.
/// </summary>
public sealed class ContactFile : IDisposable
{
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

        encoding = RecordReader.Guard(() => TextEncoding.Of(stream, given, path, cancellationToken), path, row: 1);
        var (sample, isWhole) = RecordReader.Guard(ReadSample, path, row: 1);
        var declared = DelimiterGuess.Declared(sample);
        skipped = declared?.Length ?? 0;
        Delimiter = options.Delimiter ?? declared?.Delimiter ?? DelimiterGuess.Of(sample, isWhole, options);
        if (!DelimiterGuess.IsPossible(Delimiter))
        {
            throw new KirimyException(ErrorCode.InvalidDelimiter, Text.File_Delimiter.With(VisibleText.Of(Delimiter.ToString())));
        }

        header = Check(options, cancellationToken);
        header.Columns.RowCount = options.IsOnlyFile ? Count : null;
    }

    /// <summary>What stands between two cells.</summary>
    public char Delimiter { get; }

    /// <summary>The encoding, for a person.</summary>
    public string EncodingName => encoding.Name;

    /// <summary>The most specific column that numbers are read from.</summary>
    public string NumberColumn => header.Names[header.Number];

    /// <summary>Other columns with phone numbers that might have been meant.</summary>
    public IReadOnlyList<string> OtherNumberColumns => [.. header.OtherNumbers.Select(place => header.Names[place])];

    /// <summary>The row of the header, as a spreadsheet counts from 1.</summary>
    public int HeaderRow => header.Row;

    /// <summary>Whether there is text above the header, such as a title.</summary>
    public bool HasTitle => header.FirstRow < header.Row;

    /// <summary>How many rows with any text there are below the header.</summary>
    public int Count { get; private set; }

    /// <summary>The columns that a contact shows under another name, since it has a property of that name itself.</summary>
    public IReadOnlyList<(string Name, string ShownAs)> RenamedColumns => [.. header.Renamed];

    /// <summary>Opens a file and looks through all of it.</summary>
    /// <exception cref="KirimyException">
    /// FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_NOT_TEXT, FILE_ENCODING, INVALID_ENCODING, INVALID_DELIMITER, COLUMN_UNNAMED,
    /// COLUMN_DUPLICATE, COLUMN_NOT_FOUND, NO_NUMBER_COLUMN, INPUT_AMBIGUOUS, ROW_RAGGED, ROW_MALFORMED, ROW_TOO_LONG.
    /// </exception>
    public static ContactFile Open(string path, ContactFileOptions options, CancellationToken cancellationToken) =>
        Open(OpenStream(path, cancellationToken), path, options, cancellationToken);

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
    /// <exception cref="KirimyException">As when it is opened, where the file has changed since.</exception>
    public IEnumerable<Contact> Read(CancellationToken cancellationToken)
    {
        var position = 0;
        foreach (var (row, cells) in ReadRows(cancellationToken))
        {
            yield return Create(cells, row, position++);
        }
    }

    /// <summary>
    /// All phone numbers of each row, as an opt-out list means them: the one that a message would go to, valid or not, and all other valid
    /// ones under the heading of a number. None for a row without a number.
    /// </summary>
    /// <exception cref="KirimyException">As when it is opened, where the file has changed since.</exception>
    internal IEnumerable<(int Row, string Number)> ReadAllNumbers()
    {
        foreach (var (row, cells) in ReadRows(CancellationToken.None))
        {
            string? Cell(int place) => cells[place];
            var choice = header.Numbers.Choose(Cell, region);
            if (!NumberCell.IsBlank(choice.Text))
            {
                yield return (row, choice.Text!);
            }

            foreach (var other in header.AllNumbers.Others(choice.Column, Cell, region))
            {
                yield return (row, cells[other]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private IEnumerable<(int Row, string[] Cells)> ReadRows(CancellationToken cancellationToken)
    {
        var rows = new RowCheck(header.Names);
        foreach (var record in RowsBelow(header.Row, cancellationToken))
        {
            rows.Add(record);
            if (rows.Error(path) is { } changed)
            {
                throw changed;
            }

            var cells = new string[header.Names.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = i < record.Count ? FormulaGuard.Unguard(record[i]) : string.Empty;
            }

            yield return (record.RowNumber, cells);
        }
    }

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

    /// <summary>Reads the header, and checks all rows.</summary>
    private ContactHeader Check(ContactFileOptions options, CancellationToken cancellationToken)
    {
        var head = ReadHead(options.HeaderRow ?? 1, out var lastRow, out var fault);
        if (head.Count == 0)
        {
            var isMissing = options.HeaderRow is not null && lastRow > 1;
            var text = isMissing ? Text.File_NoHeaderRow.With(path, options.HeaderRow) : Text.File_Empty.With(path);
            throw fault ?? new KirimyException(ErrorCode.FileEmpty, text);
        }

        var found = ContactHeader.Read(head, options, path);
        var rows = new RowCheck(found.Names);
        try
        {
            foreach (var record in RowsBelow(found.Row, cancellationToken))
            {
                rows.Add(record);
            }
        }
        catch (KirimyException exception)
        {
            fault = exception;
        }

        // What was found before the file can't be read on is the first thing to tell.
        Count = rows.Count;
        return (rows.Error(path) ?? fault) is { } error ? throw error : found;
    }

    /// <summary>The rows among which the header is found, and by which the number column is chosen; up to one that can't be read.</summary>
    private List<(int Row, string[] Cells)> ReadHead(int firstRow, out int lastRow, out KirimyException? fault)
    {
        var rows = new List<(int Row, string[] Cells)>();
        fault = null;
        using var records = OpenRecords();
        try
        {
            while (rows.Count < HeaderSearch.MaxRows + NumberColumnSurvey.MaxRows && records.Read())
            {
                if (records.RowNumber >= firstRow)
                {
                    rows.Add((records.RowNumber, records.Cells()));
                }
            }
        }
        catch (KirimyException exception)
        {
            fault = exception;
        }

        lastRow = records.RowNumber;
        return rows;
    }

    /// <summary>The rows below the header, one after the other in the same reader.</summary>
    private IEnumerable<RecordReader> RowsBelow(int headerRow, CancellationToken cancellationToken)
    {
        using var records = OpenRecords();
        while (records.Read())
        {
            if (records.RowNumber % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (records.RowNumber > headerRow)
            {
                yield return records;
            }
        }
    }

    private RecordReader OpenRecords()
    {
        // A line sep=; is in the sample, so that it has been read without a fault before.
        var text = OpenText();
        text.ReadBlock(new char[skipped], 0, skipped);
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
        var length = text.ReadBlock(sample, 0, sample.Length);
        return (new string(sample, 0, length), text.ReadBlock(new char[1], 0, 1) == 0);
    }

    private Contact Create(string[] cells, int row, int position)
    {
        var choice = header.Numbers.Choose(place => cells[place], region);
        var number = choice.Rival is null ? choice.Read(region) : null;
        return new(header.Columns, cells)
        {
            NumberPlace = choice.Column,
            Recipient = number?.Recipient,
            RowNumber = row,
            Position = position,
            Reason = number is null ? NumberReason.Ambiguous : number.Reason,
            Advice = AdviceOf(choice, number, row),
        };
    }

    private string? AdviceOf(NumberChoice choice, NumberResult? number, int row)
    {
        if (number is { Advice: null })
        {
            return null;
        }

        var column = VisibleText.Of(header.Names[Math.Max(0, choice.Column)]);
        var sentence = number?.Advice ?? Text.Number_TwoColumns.With(column, VisibleText.Of(header.Names[choice.Rival!.Value]));
        return Text.File_Advice.With(file, row, column, sentence);
    }
}

/// <summary>What is known of a contact file before it is opened; what is not said is found out.</summary>
public sealed class ContactFileOptions
{
    /// <summary>The name of the column with the phone number; null to choose it by headings and values.</summary>
    public string? NumberColumn { get; init; }

    /// <summary>The row of the header, as a spreadsheet counts from 1; null to find it.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>What stands between two cells; null to find out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The name of the encoding, such as utf-8, utf-16 or windows-1252; null to find out. A byte order mark says more.</summary>
    public string? Encoding { get; init; }

    /// <summary>The country of numbers written without a country code: ISO 3166-1 alpha-2.</summary>
    public string Region { get; init; } = PhoneRegion.Indonesia;

    /// <summary>Whether no other file is read: then its contacts know how many follow.</summary>
    public bool IsOnlyFile { get; init; }

    /// <summary>
    /// Whether all phone numbers of a row matter, as in an opt-out list: then two columns with different numbers are no error.
    /// </summary>
    internal bool ReadsAllNumbers { get; init; }
}
