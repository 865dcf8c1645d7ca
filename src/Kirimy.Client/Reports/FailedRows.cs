using Kirimy.Client.Contacts;

namespace Kirimy.Client.Reports;

/// <summary>
/// Writer of a CSV file with the failed rows and their original columns, which the user corrects and sends again. Import-KirimyContact
/// reads every cell back unchanged. If rows come from several files, the file has the columns of all of them. Not thread-safe.
/// </summary>
internal sealed class FailedRows : IDisposable
{
    private const string ErrorCodeColumn = "ErrorCode";
    private const string ErrorMessageColumn = "ErrorMessage";
    private const string BatchColumn = "BatchId";
    private const string KeyColumn = "MessageKey";

    /// <summary>The input may have these already if it is such a file.</summary>
    private static readonly string[] OwnColumns = [ErrorCodeColumn, ErrorMessageColumn, BatchColumn, KeyColumn];

    private readonly ReportFile file;
    private readonly string delimiter;
    private readonly BinaryWriter spool;
    private readonly List<string> columns = [];
    private readonly Dictionary<string, int> indices = new(StringComparer.OrdinalIgnoreCase);

    private FailedRows(ReportFile file, string delimiter)
    {
        this.file = file;
        this.delimiter = delimiter;
        spool = new BinaryWriter(file.Rows, Encoding.UTF8, leaveOpen: true);
    }

    public long Count { get; private set; }

    public static FailedRows Create(string path, ReportOptions options) =>
        new(ReportFile.Create(path, options.NoClobber), options.Delimiter);

    public void Add(IEnumerable<KeyValuePair<string, string?>> original, ReportRow message)
    {
        var cells = original.Where(cell => !OwnColumns.Contains(cell.Key, StringComparer.OrdinalIgnoreCase)).ToList();
        var names = cells.ConvertAll(cell => cell.Key);
        AddOwn(ErrorCodeColumn, message.ErrorCode);
        AddOwn(ErrorMessageColumn, message.ErrorMessage);

        // With its key, an uncorrected row is the same message in a rerun of its batch, even if it was one of several equal rows.
        if (message.BatchId is not null)
        {
            AddOwn(BatchColumn, message.BatchId);
            AddOwn(KeyColumn, message.MessageKey);
        }

        Count++;
        file.Write(() =>
        {
            spool.Write(cells.Count);
            foreach (var cell in cells)
            {
                spool.Write(IndexOf(cell.Key));
                spool.Write(FormatNumber(cell.Value, message.Recipient) ?? string.Empty);
            }
        });

        void AddOwn(string name, string? value)
        {
            if (ColumnName.Find(name, names) < 0)
            {
                cells.Add(new(name, value));
            }
        }
    }

    /// <summary>If nothing failed, the file has only a header.</summary>
    public void Complete()
    {
        if (columns.Count == 0)
        {
            _ = IndexOf("Recipient");
        }

        file.Write(spool.Flush);
        file.Complete(stream =>
        {
            // The added columns follow the columns of the rows.
            var order = Enumerable.Range(0, columns.Count).OrderBy(index => Array.IndexOf(OwnColumns, columns[index]) + 1).ToList();
            using var writer = ReportFile.TextOn(stream, withMark: true);
            var line = new CsvLine(writer, delimiter);
            WriteLine(line, order, columns);
            using var reader = new BinaryReader(file.Rows, Encoding.UTF8, leaveOpen: true);
            for (var row = 0L; row < Count; row++)
            {
                var cells = new string?[columns.Count];
                for (var left = reader.ReadInt32(); left > 0; left--)
                {
                    var index = reader.ReadInt32();
                    cells[index] = reader.ReadString();
                }

                WriteLine(line, order, cells);
            }
        });
    }

    public void Dispose()
    {
        // Flushes to the temporary file, and the disk may be full.
        try
        {
            spool.Dispose();
        }
        catch (IOException) { }

        file.Dispose();
    }

    private static string? FormatNumber(string? cell, string? recipient) =>
        recipient is not null && (cell == recipient || cell == "+" + recipient) ? CsvLine.Grouped(recipient) : cell;

    private static void WriteLine(CsvLine line, List<int> order, IReadOnlyList<string?> cells)
    {
        foreach (var index in order)
        {
            line.WriteCell(cells[index]);
        }

        line.EndLine();
    }

    private int IndexOf(string column)
    {
        if (!indices.TryGetValue(column, out var index))
        {
            indices[column] = index = columns.Count;
            columns.Add(column);
        }

        return index;
    }
}
