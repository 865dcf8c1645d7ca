using System.Text;

namespace Kirimy.Client.Reports;

/// <summary>
/// A file that is written as a whole: rows go to a temporary file as they come, so that memory doesn't grow with them, and the file appears,
/// or replaces an older one, when it is complete. Not thread-safe.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string path;
    private readonly bool noClobber;
    private readonly string temporary;

    private ReportFile(string path, bool noClobber)
    {
        this.path = path;
        this.noClobber = noClobber;
        temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Platform.RandomAlphanumeric(8)}");
        Rows = new BufferedStream(Platform.CreatePrivateFile(temporary + ".rows", FileOptions.DeleteOnClose), BufferSize);
    }

    /// <summary>The temporary file of the rows.</summary>
    public Stream Rows { get; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="KirimyException">REPORT_FOLDER_MISSING, REPORT_EXISTS, REPORT_NOT_WRITTEN.</exception>
    public static ReportFile Create(string path, bool noClobber) =>
        Guard(
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

                CheckReplaceable(path, noClobber);
                return new ReportFile(path, noClobber);
            }
        );

    /// <summary>Writes to the temporary file.</summary>
    /// <exception cref="KirimyException">REPORT_NOT_WRITTEN.</exception>
    public void Write(Action write) =>
        Guard(
            path,
            () =>
            {
                write();
                return true;
            }
        );

    /// <summary>Ends the file: it is there afterwards.</summary>
    /// <param name="write">Writes all of it, the rows included.</param>
    /// <exception cref="KirimyException">REPORT_EXISTS, REPORT_NOT_WRITTEN: an existing file was left unchanged.</exception>
    public void Complete(Action<Stream> write) =>
        Write(() =>
        {
            var complete = temporary + ".tmp";
            try
            {
                Rows.Position = 0;
                using (var file = new FileStream(complete, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
                {
                    write(file);
                }

                if (noClobber)
                {
                    CheckReplaceable(path, noClobber);
                }

                Platform.MoveFile(complete, path, overwrite: !noClobber);
            }
            finally
            {
                // Moved away when all went well.
                File.Delete(complete);
            }
        });

    /// <summary>Ends the file, complete or not, and leaves nothing half-done behind.</summary>
    public void Dispose()
    {
        try
        {
            Rows.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and what was still to be written isn't needed any more.
        }
    }

    /// <summary>A writer of text in UTF-8, in which half a surrogate pair becomes U+FFFD.</summary>
    public static StreamWriter TextOn(Stream stream, bool withMark = false) =>
        new(stream, new UTF8Encoding(withMark), BufferSize, leaveOpen: true) { NewLine = "\n" };

    private static void CheckReplaceable(string path, bool noClobber)
    {
        if (!File.Exists(path))
        {
            return;
        }

        if (noClobber)
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
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException)
        {
            throw new KirimyException(ErrorCode.ReportNotWritten, Text.Report_NotWritten.With(path, exception.Message), exception);
        }
    }
}
