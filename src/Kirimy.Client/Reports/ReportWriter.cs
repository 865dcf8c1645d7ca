namespace Kirimy.Client.Reports;

/// <summary>Streaming writer of a report with constant memory. The file appears when it is complete. Not thread-safe.</summary>
internal sealed class ReportWriter : IDisposable
{
    private readonly ReportFile file;
    private readonly ReportOptions options;
    private readonly ReportBody body;
    private readonly ReportSummary summary;

    private ReportWriter(ReportFile file, ReportBody body, ReportOptions options)
    {
        this.file = file;
        this.options = options;
        this.body = body;
        summary = new ReportSummary(options.Zone);
    }

    /// <summary>The rows that the page omits to stay fast. Its totals count them.</summary>
    public long Omitted => body.Omitted;

    /// <summary>The format of a file, by its extension.</summary>
    public static Func<Stream, ReportOptions, ReportBody> FormatOf(string path) =>
        Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" => static (rows, options) => new HtmlReport(rows, options),
            ".CSV" => static (rows, options) => new CsvReport(rows, options),
            ".JSON" => static (rows, options) => new JsonReport(rows, options),
            ".XML" => static (rows, options) => new JUnitReport(rows, options),
            _ => throw new KirimyException(ErrorCode.ReportFormatUnknown, Text.Report_FormatUnknown.With(path)),
        };

    public static ReportWriter Create(string path, ReportOptions options)
    {
        var format = FormatOf(path);
        var target = ReportFile.Create(path, options.NoClobber);
        return new ReportWriter(target, format(target.Rows, options), options);
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

/// <summary>Strategy that writes one format. Rows are written first, because the text above them depends on all rows.</summary>
internal abstract class ReportBody
{
    public virtual long Omitted => 0;

    /// <summary>The number is the position in the report, from 1.</summary>
    public abstract void Add(ReportRow row, long number);

    public abstract void Flush();

    public abstract void WriteHead(Stream file, ReportSummary summary);

    public abstract void WriteTail(Stream file, ReportSummary summary);
}
