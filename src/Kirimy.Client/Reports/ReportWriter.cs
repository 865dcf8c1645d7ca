namespace Kirimy.Client.Reports;

/// <summary>
/// Writes a report to a file. Rows go to the disk as they come, so that memory does not grow with them; the file appears, or takes the place
/// of an older one, when it is complete. Not thread-safe.
/// </summary>
public sealed class ReportWriter : IDisposable
{
    private const int BufferSize = 1 << 16;

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

    /// <summary>How many rows the page leaves out, because no browser would bear them; they are counted in its totals.</summary>
    public long Omitted => body.Omitted;

    /// <summary>What a file is written as, by its name.</summary>
    /// <exception cref="KirimyException">REPORT_FORMAT_UNKNOWN.</exception>
    public static ReportFormat FormatOf(string path)
    {
        var extension = Path.GetExtension(path ?? throw new ArgumentNullException(nameof(path)));
        return extension.ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => ReportFormat.Html,
            ".CSV" => ReportFormat.Csv,
            ".JSON" => ReportFormat.Json,
            ".XML" => ReportFormat.JUnit,
            _ => throw new KirimyException(ErrorCode.ReportFormatUnknown, Text.Report_FormatUnknown.With(path)),
        };
    }

    /// <summary>Begins a report.</summary>
    /// <param name="path">The whole path of the file; its extension says what it is written as.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="KirimyException">REPORT_FORMAT_UNKNOWN, REPORT_FOLDER_MISSING, REPORT_EXISTS, REPORT_NOT_WRITTEN.</exception>
    public static ReportWriter Create(string path, ReportOptions options)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        var format = FormatOf(path);
        return new ReportWriter(ReportFile.Create(path, options.NoClobber), format, options);
    }

    /// <summary>Adds a message.</summary>
    /// <exception cref="KirimyException">REPORT_NOT_WRITTEN.</exception>
    public void Add(ReportRow row)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        var shown = options.ShowNumbers ? row : row.Masked();
        summary.Add(shown);
        file.Write(() => body.Add(shown, summary.Total));
    }

    /// <summary>Says how many messages the batch has: those that weren't added weren't reached yet.</summary>
    /// <param name="total">The number.</param>
    public void Expect(int total) => summary.Expect(total);

    /// <summary>Ends the report: the file is there afterwards. Nothing can be added behind it.</summary>
    /// <exception cref="KirimyException">REPORT_EXISTS, REPORT_NOT_WRITTEN: an existing file was left unchanged.</exception>
    public void Complete()
    {
        file.Write(body.Flush);
        file.Complete(stream =>
        {
            body.WriteHead(stream, summary);
            file.Rows.CopyTo(stream, BufferSize);
            body.WriteTail(stream, summary);
        });
    }

    /// <summary>Ends the report, complete or not, and leaves nothing half-done behind.</summary>
    public void Dispose() => file.Dispose();
}
