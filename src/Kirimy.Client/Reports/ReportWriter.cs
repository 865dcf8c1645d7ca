namespace Kirimy.Client.Reports;

/// <summary>
/// Streaming writer of a report. Rows are written to disk one by one, so memory doesn't grow with them. The file appears, or replaces an
/// existing one, when it is complete. Not thread-safe.
/// </summary>
internal sealed class ReportWriter : IDisposable
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

    /// <summary>The rows that the page omits to stay fast. Its totals count them.</summary>
    public long Omitted => body.Omitted;

    public static ReportFormat FormatOf(string path) =>
        Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => ReportFormat.Html,
            ".CSV" => ReportFormat.Csv,
            ".JSON" => ReportFormat.Json,
            ".XML" => ReportFormat.JUnit,
            _ => throw new KirimyException(ErrorCode.ReportFormatUnknown, Text.Report_FormatUnknown.With(path)),
        };

    public static ReportWriter Create(string path, ReportOptions options)
    {
        var format = FormatOf(path);
        return new ReportWriter(ReportFile.Create(path, options.NoClobber), format, options);
    }

    public void Add(ReportRow row)
    {
        var shown = options.ShowNumbers ? row : row.Masked();
        summary.Add(shown);
        file.Write(() => body.Add(shown, summary.Total));
    }

    /// <summary>Messages that weren't added weren't reached yet.</summary>
    public void SetTotal(int total) => summary.SetTotal(total);

    /// <summary>Nothing can be added afterward. If it fails, an existing file is left unchanged.</summary>
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

    public void Dispose() => file.Dispose();
}

internal enum ReportFormat
{
    Html,
    Csv,
    Json,
    JUnit,
}

/// <summary>
/// Strategy that writes one format. Rows are written to a file of their own first, because the text above them depends on all rows.
/// </summary>
internal abstract class ReportBody
{
    public virtual long Omitted => 0;

    /// <summary>The number is the position in the report, from 1.</summary>
    public abstract void Add(ReportRow row, long number);

    public abstract void Flush();

    public abstract void WriteHead(Stream file, ReportSummary summary);

    public abstract void WriteTail(Stream file, ReportSummary summary);
}
