namespace Kirimy.Client.Reports;

/// <summary>
/// Streaming writer of a report. Rows are written to disk one by one, so memory doesn't grow with them. The file appears, or replaces an
/// existing one, when it is complete. Not thread-safe.
/// </summary>
public sealed class ReportWriter : IDisposable
{
    private readonly ReportFile file;
    private readonly ReportOptions options;
    private readonly ReportBody body;
    private readonly ReportSummary summary;

    private ReportWriter(ReportFile file, ReportFormat format, ReportOptions options)
    {
        this.file = file;
        this.options = options;
        summary = new ReportSummary(options.Zone);
        body = format switch
        {
            ReportFormat.Csv => new CsvReport(file.Rows, options),
            ReportFormat.Json => new JsonReport(file.Rows, options),
            ReportFormat.JUnit => new JUnitReport(file.Rows, options),
            _ => new HtmlReport(file.Rows, options),
        };
    }

    /// <summary>The number of rows that the page omits to stay fast. Its totals count them.</summary>
    public long Omitted => body.Omitted;

    /// <summary>The format of a file, by its extension.</summary>
    /// <exception cref="KirimyException">REPORT_FORMAT_UNKNOWN.</exception>
    public static ReportFormat FormatOf(string path) =>
        Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => ReportFormat.Html,
            ".CSV" => ReportFormat.Csv,
            ".JSON" => ReportFormat.Json,
            ".XML" => ReportFormat.JUnit,
            _ => throw new KirimyException(ErrorCode.ReportFormatUnknown, Text.Report_FormatUnknown.With(path)),
        };

    /// <summary>Creates a report.</summary>
    /// <param name="path">The full path of the file; its extension determines the format.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="KirimyException">REPORT_FORMAT_UNKNOWN, REPORT_FOLDER_MISSING, REPORT_EXISTS, REPORT_NOT_WRITTEN.</exception>
    public static ReportWriter Create(string path, ReportOptions options)
    {
        var format = FormatOf(path);
        return new ReportWriter(ReportFile.Create(path, options.NoClobber), format, options);
    }

    /// <summary>Adds a message.</summary>
    /// <exception cref="KirimyException">REPORT_NOT_WRITTEN.</exception>
    public void Add(ReportRow row)
    {
        var shown = options.ShowNumbers ? row : row.Masked();
        summary.Add(shown);
        file.Write(() => body.Add(shown, summary.Total));
    }

    /// <summary>Sets the total of the batch: messages that weren't added weren't reached yet.</summary>
    /// <param name="total">The number of messages in the batch.</param>
    public void SetTotal(int total) => summary.SetTotal(total);

    /// <summary>Completes the report and moves it to its path. Nothing can be added afterward.</summary>
    /// <exception cref="KirimyException">REPORT_EXISTS, REPORT_NOT_WRITTEN: an existing file was left unchanged.</exception>
    public void Complete()
    {
        file.Write(body.Flush);
        file.Complete(stream =>
        {
            body.WriteHead(stream, summary);
            file.Rows.CopyTo(stream);
            body.WriteTail(stream, summary);
        });
    }

    /// <summary>Deletes temporary files, whether or not the report is complete.</summary>
    public void Dispose() => file.Dispose();
}

/// <summary>The format of a report.</summary>
public enum ReportFormat
{
    /// <summary>A page for people: .html.</summary>
    Html,

    /// <summary>A table for a spreadsheet: .csv.</summary>
    Csv,

    /// <summary>An object for a script: .json.</summary>
    Json,

    /// <summary>JUnit's results, which CI servers show: .xml.</summary>
    JUnit,
}

/// <summary>
/// Strategy that writes one format. Rows are written to a file of their own first, because the text above them depends on all rows.
/// </summary>
internal abstract class ReportBody
{
    /// <summary>The number of rows that were omitted.</summary>
    public virtual long Omitted => 0;

    /// <summary>Writes a row; <paramref name="number"/> is its position in the report, from 1.</summary>
    public abstract void Add(ReportRow row, long number);

    /// <summary>Writes buffered rows to the stream.</summary>
    public abstract void Flush();

    /// <summary>Writes the text above the rows.</summary>
    public abstract void WriteHead(Stream file, ReportSummary summary);

    /// <summary>Writes the text below the rows.</summary>
    public abstract void WriteTail(Stream file, ReportSummary summary);
}
