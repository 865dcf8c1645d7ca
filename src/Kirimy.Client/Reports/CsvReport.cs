namespace Kirimy.Client.Reports;

/// <summary>
/// CSV format of a report, for spreadsheets: the dashboard's columns first. It begins with a byte order mark, because Excel takes UTF-8
/// without one for another encoding. Column names are the same in every language, because scripts read them.
/// </summary>
internal sealed class CsvReport(Stream rows, ReportOptions options) : ReportBody
{
    private static readonly (string Name, Func<ReportRow, ReportOptions, IConvertible?> Value)[] Columns =
    [
        ("Time", static (row, options) => options.Format(row.Timestamp, "yyyy-MM-dd HH:mm:ss zzz")),
        ("Number", static (row, _) => CsvLine.Grouped(row.Recipient)),
        ("Status", static (row, _) => row.Status.ToString()),
        ("Message", static (row, _) => row.Message),
        ("Error", static (row, _) => row.ErrorMessage),
        ("Name", static (row, _) => row.Name),
        ("RowNumber", static (row, _) => row.RowNumber),
        ("ErrorCode", static (row, _) => row.ErrorCode),
        ("MessageId", static (row, _) => row.MessageId),
        ("SessionId", static (row, _) => row.SessionId),
        ("HttpStatus", static (row, _) => row.HttpStatus),
        ("Attempts", static (row, _) => row.Attempts),
        ("Seconds", static (row, _) => row.Duration?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
        ("Parts", static (row, _) => row.Parts),
        ("PartsSent", static (row, _) => row.PartsSent),
        ("BatchId", static (row, _) => row.BatchId),
        ("MessageKey", static (row, _) => row.MessageKey),
        ("Index", static (row, _) => row.Index),
        ("SourceFile", static (row, _) => row.SourceFile),
    ];

    private readonly StreamWriter writer = ReportFile.TextOn(rows);

    public override void Add(ReportRow row, long number)
    {
        var line = new CsvLine(writer, options.Delimiter);
        foreach (var column in Columns)
        {
            line.WriteCell(column.Value(row, options)?.ToString(CultureInfo.InvariantCulture));
        }

        line.EndLine();
    }

    public override void Flush() => writer.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        using var head = ReportFile.TextOn(file, withMark: true);
        head.WriteLine(string.Join(options.Delimiter, Columns.Select(static column => column.Name)));
    }

    public override void WriteTail(Stream file, ReportSummary summary) { }
}
