using System.Text;

namespace Kirimy.Client.Reports;

/// <summary>
/// Writes a report to a file. Rows go to the disk as they come, so that memory does not grow with them; the file appears, or takes the place
/// of an older one, when it is complete. Not for several threads at once.
/// </summary>
public sealed class ReportWriter : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string path;
    private readonly string temporary;
    private readonly ReportOptions options;
    private readonly Stream rows;
    private readonly ReportBody body;
    private readonly ReportSummary summary;

    private ReportWriter(string path, ReportFormat format, ReportOptions options)
    {
        this.path = path;
        this.options = options;
        temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Platform.RandomAlphanumeric(8)}");
        summary = new ReportSummary(options.Zone);
        rows = new BufferedStream(Platform.CreatePrivateFile(temporary + ".rows", FileOptions.DeleteOnClose), BufferSize);
        body = format switch
        {
            ReportFormat.Csv => new CsvReport(rows, options),
            ReportFormat.Json => new JsonReport(rows, options),
            ReportFormat.JUnit => new JUnitReport(rows, options),
            _ => new HtmlReport(rows, options),
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
        return Guard(
            path,
            () =>
            {
                var folder = Path.GetDirectoryName(path);
                if (string.IsNullOrEmpty(folder) || !Directory.Exists(folder))
                {
                    throw new KirimyException(ErrorCode.ReportFolderMissing, Text.Report_FolderMissing.With(path, folder));
                }

                if (Directory.Exists(path))
                {
                    throw new KirimyException(ErrorCode.ReportNotWritten, Text.Report_IsFolder.With(path));
                }

                if (File.Exists(path))
                {
                    CheckReplaceable(path, options);
                }

                return new ReportWriter(path, format, options);
            }
        );
    }

    /// <summary>Adds a message.</summary>
    /// <exception cref="KirimyException">REPORT_NOT_WRITTEN.</exception>
    public void Add(ReportRow row)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        var shown = options.ShowNumbers ? row : row.Masked();
        summary.Add(shown);
        try
        {
            body.Add(shown, summary.Total);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw NotWritten(path, exception);
        }
    }

    /// <summary>Ends the report: the file is there afterwards. Nothing can be added behind it.</summary>
    /// <exception cref="KirimyException">REPORT_EXISTS, REPORT_NOT_WRITTEN: whatever was at the path is there as it was.</exception>
    public void Complete() =>
        Guard(
            path,
            () =>
            {
                var complete = temporary + ".tmp";
                try
                {
                    body.Flush();
                    rows.Position = 0;
                    using (var file = new FileStream(complete, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
                    {
                        body.WriteHead(file, summary);
                        rows.CopyTo(file, BufferSize);
                        body.WriteTail(file, summary);
                    }

                    if (options.NoClobber && File.Exists(path))
                    {
                        CheckReplaceable(path, options);
                    }

                    Platform.MoveFile(complete, path, overwrite: !options.NoClobber);
                    return true;
                }
                finally
                {
                    // Moved away when all went well.
                    File.Delete(complete);
                }
            }
        );

    /// <summary>Ends the report, complete or not, and leaves nothing half-done behind.</summary>
    public void Dispose()
    {
        try
        {
            rows.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and what was still to be written is not wanted any more.
        }
    }

    /// <summary>A writer of text in UTF-8, in which half a surrogate pair becomes U+FFFD.</summary>
    internal static StreamWriter TextOn(Stream stream, bool withMark = false) =>
        new(stream, new UTF8Encoding(withMark), BufferSize, leaveOpen: true) { NewLine = "\n" };

    private static void CheckReplaceable(string path, ReportOptions options)
    {
        if (options.NoClobber)
        {
            throw new KirimyException(ErrorCode.ReportExists, Text.Report_Exists.With(path));
        }

        if ((File.GetAttributes(path) & FileAttributes.ReadOnly) == FileAttributes.ReadOnly)
        {
            throw new KirimyException(ErrorCode.ReportNotWritten, Text.Report_ReadOnly.With(path));
        }
    }

    private static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw NotWritten(path, exception);
        }
    }

    private static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException;

    private static KirimyException NotWritten(string path, Exception exception) =>
        new(ErrorCode.ReportNotWritten, Text.Report_NotWritten.With(path, exception.Message), exception);
}
