using System.Text;

namespace Kirimy.Client.Profiles;

/// <summary>
/// The file that a user's profiles are in. Read as a whole; written as a whole beside it and put in its place, so that nobody ever reads
/// half of one. Any thread, any process.
/// </summary>
public sealed class ProfileStore
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly TimeSpan patience;

    /// <summary>Names a file, which need not be there.</summary>
    public ProfileStore(string path)
        : this(path, LockPatience) { }

    internal ProfileStore(string path, TimeSpan patience)
    {
        Path = path;
        this.patience = patience;
    }

    /// <summary>The file of this user, in the folder where programs keep their settings.</summary>
    public static ProfileStore Default => new(System.IO.Path.Combine(Folder(), "profiles.json"));

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Reads the profiles. Where there is no file, finding that out is all that it costs.</summary>
    /// <exception cref="KirimyException">PROFILE_INVALID, PROFILE_UNAVAILABLE.</exception>
    public ProfileList Read() => Content() is { } text ? ProfileDocument.Parse(Path, text).List : new ProfileList(Path, []);

    /// <summary>Sets fields of a profile, which is made where there is none of that name. All else in the file stays as it is.</summary>
    /// <param name="name">The profile.</param>
    /// <param name="changes">Values by the names of <see cref="Profile"/>'s properties; null takes the field away.</param>
    /// <param name="isDefault">Whether it is the default; null leaves that as it is.</param>
    /// <param name="cancellationToken">Ends the wait for another process that writes.</param>
    /// <returns>The profile as it is now.</returns>
    /// <exception cref="KirimyException">PROFILE_INVALID, PROFILE_UNAVAILABLE.</exception>
    public Profile Set(string name, IReadOnlyDictionary<string, object?> changes, bool? isDefault, CancellationToken cancellationToken)
    {
        return Change(document => document.Set(name, changes, isDefault), cancellationToken).Find(name)!;
    }

    /// <summary>Takes profiles away; those that are not there any more do no harm.</summary>
    /// <exception cref="KirimyException">PROFILE_INVALID, PROFILE_UNAVAILABLE.</exception>
    public void Remove(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        Change(
            document =>
            {
                foreach (var profile in names.Select(document.List.Find).OfType<Profile>())
                {
                    document.Remove(profile);
                }
            },
            cancellationToken
        );
    }

    private ProfileList Change(Action<ProfileDocument> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Platform.CreatePrivateFolder(System.IO.Path.GetDirectoryName(Path)!);
            using var turn = TakeTurn(cancellationToken);
            var document = ProfileDocument.Parse(Path, Content());
            change(document);
            var bytes = document.ToBytes();

            // What is written is what will be read: a file that could not be read again is never left behind.
            var list = ProfileDocument.Parse(Path, StrictUtf8.GetString(bytes)).List;
            Write(bytes);
            return list;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>One writer at a time, over all processes: who has this file open. It stays, since who deletes it would let two in.</summary>
    private FileStream TakeTurn(CancellationToken cancellationToken)
    {
        var path = Path + ".lock";
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return File.Exists(path)
                    ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
                    : Platform.CreatePrivateFile(path, FileOptions.None);
            }
            catch (IOException exception) when (exception is not DirectoryNotFoundException and not PathTooLongException)
            {
                // Another one has it, or made it at the same moment. The system tells nobody when a file is free again.
                if (TimeProvider.System.GetElapsedTime(started) > patience)
                {
                    throw new KirimyException(
                        ErrorCode.ProfileUnavailable,
                        Text.Profile_Locked.With(Path, patience.TotalSeconds, path),
                        exception
                    );
                }

                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private void Write(byte[] bytes)
    {
        // Whose file is a link into a folder of their own, keeps the link.
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

    private string? Content()
    {
        try
        {
            if (!File.Exists(Path))
            {
                return null;
            }

            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, StrictUtf8, detectEncodingFromByteOrderMarks: true);
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

        // XDG Base Directory Specification: a relative path is invalid, and ignored.
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

/// <summary>The profiles of a file, as it was when it was read.</summary>
public sealed class ProfileList
{
    internal ProfileList(string path, IReadOnlyList<Profile> profiles)
    {
        Path = path;
        Profiles = profiles;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its profiles, by name.</summary>
    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>The one that is used where no other is named; null when there is none.</summary>
    public Profile? Default => Profiles.FirstOrDefault(static p => p.IsDefault);

    /// <summary>The one of a name, in any case; null when there is none.</summary>
    public Profile? Find(string name) => Profiles.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>As <see cref="Find"/>, where there has to be one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="origin">Who named it: -Profile, for example.</param>
    /// <exception cref="KirimyException">PROFILE_NOT_FOUND.</exception>
    public Profile Require(string name, string origin) =>
        Find(name)
        ?? throw new KirimyException(
            ErrorCode.ProfileNotFound,
            Profiles.Count == 0
                ? Text.Profile_NoneAtAll.With(origin, name, Path)
                : Text.Profile_Unknown.With(origin, name, string.Join(", ", Profiles), Path)
        );
}
