using System.Globalization;

namespace Kirimy.Client.Reports;

/// <summary>
/// A table for a spreadsheet: the dashboard's columns first. With a byte order mark, without which Excel takes UTF-8 for something else; the
/// names of the columns are the same in every language, because scripts read them.
/// </summary>
internal sealed class CsvReport : ReportBody
{
    private static readonly string[] Columns =
    [
        "Time",
        "Number",
        "Status",
        "Message",
        "Error",
        "Name",
        "RowNumber",
        "ErrorCode",
        "MessageId",
        "SessionId",
        "HttpStatus",
        "Attempts",
        "Seconds",
        "Parts",
        "PartsSent",
        "BatchId",
        "MessageKey",
        "Index",
        "SourceFile",
    ];

    private readonly StreamWriter writer;
    private readonly CsvLine line;
    private readonly ReportOptions options;

    public CsvReport(Stream rows, ReportOptions options)
    {
        writer = ReportFile.TextOn(rows);
        line = new CsvLine(writer, options.Delimiter);
        this.options = options;
    }

    public override void Add(ReportRow row, long number)
    {
        line.Cell(
            row.Timestamp is { } moment
                ? TimeZoneInfo.ConvertTime(moment, options.Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)
                : null
        );
        line.Cell(CsvLine.Grouped(row.Recipient));
        line.Cell(row.Status.ToString());
        line.Cell(row.Message);
        line.Cell(row.ErrorMessage);
        line.Cell(row.Name);
        line.Cell(row.RowNumber?.ToString(CultureInfo.InvariantCulture));
        line.Cell(row.ErrorCode);
        line.Cell(row.MessageId);
        line.Cell(row.SessionId);
        line.Cell(row.HttpStatus?.ToString(CultureInfo.InvariantCulture));
        line.Cell(row.Attempts?.ToString(CultureInfo.InvariantCulture));
        line.Cell(row.Duration?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        line.Cell(row.Parts?.ToString(CultureInfo.InvariantCulture));
        line.Cell(row.PartsSent?.ToString(CultureInfo.InvariantCulture));
        line.Cell(row.BatchId);
        line.Cell(row.MessageKey);
        line.Cell(row.Index?.ToString(CultureInfo.InvariantCulture));
        line.Cell(row.SourceFile);
        line.End();
    }

    public override void Flush() => writer.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        using var head = ReportFile.TextOn(file, withMark: true);
        head.WriteLine(string.Join(options.Delimiter, Columns));
    }

    public override void WriteTail(Stream file, ReportSummary summary) { }
}
