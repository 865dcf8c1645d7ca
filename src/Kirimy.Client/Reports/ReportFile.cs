namespace Kirimy.Client.Reports;

/// <summary>
/// Atomic file writer with constant memory: spools rows to a file beside the target, and moves the complete file. Not thread-safe.
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

    public Stream Rows { get; }

    public static ReportFile Create(string path, bool noClobber)
    {
        ReportFile? file = null;
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
                file = new ReportFile(path, noClobber);
            }
        );
        return file!;
    }

    public void Write(Action write) => Guard(path, write);

    /// <summary>If it fails, an existing file is left unchanged.</summary>
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

                CheckReplaceable(path, noClobber);
                Platform.MoveFile(complete, path, overwrite: !noClobber);
            }
            finally
            {
                // The file still exists only if an error occurred.
                File.Delete(complete);
            }
        });

    public void Dispose()
    {
        try
        {
            Rows.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and the buffered rows aren't needed anymore.
        }
    }

    /// <summary>Replaces an unpaired surrogate with U+FFFD.</summary>
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

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException)
        {
            throw new KirimyException(ErrorCode.ReportNotWritten, Text.Report_NotWritten.With(path, exception.Message), exception);
        }
    }
}
