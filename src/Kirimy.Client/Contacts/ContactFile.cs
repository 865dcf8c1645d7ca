using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

/// <summary>
/// Streaming reader of a CSV file with contacts. Opening the file validates all of it, so a file that is damaged anywhere is refused
/// before the first contact is returned. Contacts are then read on demand, and memory doesn't grow with the file.
/// </summary>
internal sealed class ContactFile : IDisposable
{
    /// <summary>Rows between two checks for cancellation.</summary>
    private const int CancellationCheckInterval = 1 << 12;

    private const int MaxBufferSize = 1 << 16;
    private const int MinBufferSize = 1 << 7;

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
        var given = options.Encoding is { } name ? TextEncoding.Find(name) : null;
        if (stream.Length == 0)
        {
            throw new KirimyException(ErrorCode.FileEmpty, Text.File_Empty.With(path));
        }

        encoding = RecordReader.Guard(() => TextEncoding.Detect(stream, given, path, cancellationToken), path, row: 1);
        var (sample, isWhole) = RecordReader.Guard(ReadSample, path, row: 1);
        var declared = DelimiterGuess.FindDeclaration(sample);
        skipped = declared?.Length ?? 0;
        Delimiter = options.Delimiter is { } delimiter
            ? DelimiterGuess.Require(delimiter)
            : declared?.Delimiter ?? DelimiterGuess.Detect(sample, isWhole, options);
        header = Check(options, cancellationToken);
        header.Columns.RowCount = options.IsOnlyFile ? Count : null;
    }

    public char Delimiter { get; }

    public string EncodingName => encoding.Name;

    public string NumberColumn => header.Names[header.Survey.Primary];

    public IReadOnlyList<string> OtherNumberColumns => [.. header.Survey.Others.Select(index => header.Names[index])];

    public int HeaderRow => header.Row;

    /// <summary>Whether there is text above the header, such as a title.</summary>
    public bool HasTitle => header.FirstRow < header.Row;

    /// <summary>The number of rows with any text below the header.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<(string Name, string ShownAs)> RenamedColumns => [.. header.Renamed];

    /// <summary>
    /// The exceptions have the codes FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FILE_NOT_TEXT, FILE_ENCODING, INVALID_ENCODING,
    /// INVALID_DELIMITER, COLUMN_UNNAMED, COLUMN_DUPLICATE, COLUMN_NOT_FOUND, NO_NUMBER_COLUMN, INPUT_AMBIGUOUS, ROW_RAGGED, ROW_MALFORMED
    /// and ROW_TOO_LONG.
    /// </summary>
    public static ContactFile Open(string path, ContactFileOptions options, CancellationToken cancellationToken) =>
        Open(OpenStream(path, cancellationToken), path, options, cancellationToken);

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

    /// <summary>In the file's order. Throws the exceptions of <c>Open</c> if the file has changed. Not thread-safe.</summary>
    public IEnumerable<Contact> Read(CancellationToken cancellationToken)
    {
        var position = 0;
        foreach (var (row, cells) in ReadRows(cancellationToken))
        {
            yield return Create(cells, row, position++);
        }
    }

    /// <summary>The numbers of an opt-out list: the one that a message would be sent to, valid or not, and all other valid ones.</summary>
    internal IEnumerable<(int Row, string Number)> ReadAllNumbers()
    {
        foreach (var (row, cells) in ReadRows(CancellationToken.None))
        {
            string? Cell(int index) => cells[index];
            var choice = header.Survey.Columns.Choose(Cell, region);
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
            // A buffer of one byte is none: the readers have their own.
            var opened = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
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

    /// <summary>Copies a stream that can be read only once, such as another program's output, to a temporary file.</summary>
    private static FileStream Spool(FileStream source, CancellationToken cancellationToken)
    {
        using (source)
        {
            var copy = Platform.CreatePrivateFile(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileOptions.DeleteOnClose);
            try
            {
                source.CopyToAsync(copy, MaxBufferSize, cancellationToken).GetAwaiter().GetResult();
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

        // An error in an earlier row takes precedence over the one that ended the reading.
        Count = rows.Count;
        return (rows.Error(path) ?? fault) is { } error ? throw error : found;
    }

    /// <summary>Reads the first rows up to one that can't be read.</summary>
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

    /// <summary>The same reader is returned for each row.</summary>
    private IEnumerable<RecordReader> RowsBelow(int headerRow, CancellationToken cancellationToken)
    {
        using var records = OpenRecords();
        while (records.Read())
        {
            if (records.RowNumber % CancellationCheckInterval == 0)
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
        // A line sep=; is part of the sample, which was read without an error.
        var text = OpenText();
        text.ReadBlock(new char[skipped], 0, skipped);
        return new RecordReader(text, stream.Length, Delimiter, path);
    }

    private LineReader OpenText()
    {
        stream.Position = encoding.MarkLength;
        var buffer = (int)Math.Max(MinBufferSize, Math.Min(stream.Length, MaxBufferSize));
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
        var choice = header.Survey.Columns.Choose(index => cells[index], region);
        var number = choice.Rival is null ? choice.Read(region) : null;
        return new(header.Columns, cells)
        {
            NumberIndex = choice.Column,
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

/// <summary>Options for reading a contact file. Options that aren't set are detected.</summary>
internal sealed class ContactFileOptions
{
    /// <summary>Null to choose it by headings and values.</summary>
    public string? NumberColumn { get; init; }

    /// <summary>The row of the header, as a spreadsheet counts from 1; null to find it.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Null to detect it.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Null to detect it. A byte order mark takes precedence.</summary>
    public string? Encoding { get; init; }

    /// <summary>The country of numbers without a country code: ISO 3166-1 alpha-2.</summary>
    public string Region { get; init; } = PhoneRegion.Indonesia;

    /// <summary>Whether no other file is read. If so, each contact has the number of contacts that follow.</summary>
    public bool IsOnlyFile { get; init; }

    /// <summary>As in an opt-out list. If so, two columns with different numbers aren't an error.</summary>
    internal bool ReadsAllNumbers { get; init; }
}
