using Kirimy.Client.Texts;

namespace Kirimy.Client.Profiles;

/// <summary>
/// Repository of a user's profiles in one file. Writes are atomic: a new file replaces the old one in one step, so no process reads an
/// incomplete file. A write waits up to <paramref name="lockTimeout"/> (10 seconds) for another process. Thread-safe, also across
/// processes.
/// </summary>
internal sealed class ProfileStore(string path, TimeSpan? lockTimeout = null)
{
    private readonly TimeSpan lockTimeout = lockTimeout ?? TimeSpan.FromSeconds(10);

    public static ProfileStore Default => new(System.IO.Path.Combine(Folder(), "profiles.json"));

    public string Path { get; } = path;

    public ProfileList Read() => ReadText() is { } text ? ProfileDocument.Parse(Path, text).List : new ProfileList(Path, []);

    /// <summary>Creates the profile if it doesn't exist. Other content of the file is kept.</summary>
    public Profile Set(string name, IReadOnlyDictionary<string, object?> changes, bool? isDefault, CancellationToken cancellationToken) =>
        Change(document => document.Set(name, changes, isDefault), cancellationToken).Find(name)!;

    /// <summary>Profiles that don't exist are ignored.</summary>
    public void Remove(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        Change(document => names.Select(document.List.Find).OfType<Profile>().ToList().ForEach(document.Remove), cancellationToken);

    private ProfileList Change(Action<ProfileDocument> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Platform.CreatePrivateFolder(System.IO.Path.GetDirectoryName(Path)!);
            using var writeLock = AcquireLock(cancellationToken);
            var document = ProfileDocument.Parse(Path, ReadText());
            change(document);
            var bytes = document.ToBytes();

            // Parsed before it is written, because a file that can't be read must never be written.
            var list = ProfileDocument.Parse(Path, MessageText.StrictUtf8.GetString(bytes)).List;
            Write(bytes);
            return list;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>The only writer has the lock file open. It is never deleted, because that would admit two writers.</summary>
    private FileStream AcquireLock(CancellationToken cancellationToken)
    {
        var lockPath = Path + ".lock";
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return File.Exists(lockPath)
                    ? new FileStream(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
                    : Platform.CreatePrivateFile(lockPath, FileOptions.None);
            }
            catch (IOException exception) when (exception is not DirectoryNotFoundException and not PathTooLongException)
            {
                // Another process holds it or created it at the same moment. The lock is polled, because the system doesn't notify waiters.
                if (TimeProvider.System.GetElapsedTime(started) > lockTimeout)
                {
                    throw new KirimyException(
                        ErrorCode.ProfileUnavailable,
                        Text.Profile_Locked.With(Path, lockTimeout.TotalSeconds, lockPath),
                        exception
                    );
                }

                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private void Write(byte[] bytes)
    {
        // If the file is a link, its target is replaced and the link is kept.
        var target = Platform.FinalTarget(Path);
        var fresh = $"{target}.{Platform.RandomAlphanumeric(8)}.tmp";
        try
        {
            using (var file = Platform.CreatePrivateFile(fresh, FileOptions.None))
            {
                file.Write(bytes, 0, bytes.Length);
                file.Flush(flushToDisk: true);
            }

            Platform.MoveFile(fresh, target, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    private string? ReadText()
    {
        try
        {
            if (!File.Exists(Path))
            {
                return null;
            }

            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, MessageText.StrictUtf8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (DecoderFallbackException exception)
        {
            throw ProfileDocument.Refuse(Path, 1, Text.Profile_NotUtf8, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(exception);
        }
    }

    private KirimyException Unavailable(Exception exception) =>
        new(ErrorCode.ProfileUnavailable, Text.Profile_Unavailable.With(Path, exception.Message), exception);

    private static string Folder()
    {
        var isWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;

        // XDG Base Directory Specification: a relative path is invalid and ignored.
        var folder = Environment.GetEnvironmentVariable(isWindows ? "APPDATA" : "XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(folder) || !System.IO.Path.IsPathRooted(folder))
        {
            folder = isWindows
                ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify)
                : System.IO.Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                    ".config"
                );
        }

        return System.IO.Path.Combine(folder!, isWindows ? "Kirimy" : "kirimy");
    }
}

internal sealed class ProfileList(string path, IReadOnlyList<Profile> profiles)
{
    public string Path => path;

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<Profile> Profiles => profiles;

    public Profile? Default => Profiles.FirstOrDefault(static p => p.IsDefault);

    public Profile? Find(string name) => Profiles.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The origin of the name, such as -Profile, is for the error message.</summary>
    public Profile Require(string name, string origin) =>
        Find(name)
        ?? throw new KirimyException(
            ErrorCode.ProfileNotFound,
            Profiles.Count == 0
                ? Text.Profile_NoneAtAll.With(origin, name, Path)
                : Text.Profile_Unknown.With(origin, name, string.Join(", ", Profiles), Path)
        );
}
