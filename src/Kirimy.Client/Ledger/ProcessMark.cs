namespace Kirimy.Client.Ledger;

/// <summary>
/// Liveness marker of a process: a file that the process locks, and that the operating system unlocks however the process ends. If
/// an owner's mark isn't locked, other processes recover its requests and records.
/// </summary>
internal sealed class ProcessMark : IDisposable
{
    private const int IdLength = 20;

    private readonly FileStream file;

    private ProcessMark(string id, FileStream file)
    {
        Id = id;
        this.file = file;
    }

    /// <summary>The owner's name in the ledger.</summary>
    public string Id { get; }

    /// <summary>Marks this process as alive until the mark is disposed.</summary>
    /// <param name="folder">The ledger's folder of marks; created if it doesn't exist.</param>
    /// <exception cref="IOException">The mark can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The mark can't be created.</exception>
    public static ProcessMark Create(string folder)
    {
        Platform.CreatePrivateFolder(folder);
        var id = Platform.RandomAlphanumeric(IdLength);
        return new ProcessMark(id, Platform.CreatePrivateFile(Locate(folder, id), FileOptions.None));
    }

    /// <summary>Whether an owner is alive: its mark is locked.</summary>
    public static bool IsAlive(string folder, string id) => Look(folder, id) == State.Locked;

    /// <summary>Whether an owner was a process of this machine and has ended: its mark exists and isn't locked.</summary>
    public static bool IsAbandoned(string folder, string id) => Look(folder, id) == State.Unlocked;

    /// <summary>Deletes the mark of an owner that has ended.</summary>
    public static void Delete(string folder, string id)
    {
        try
        {
            File.Delete(Locate(folder, id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty file is left; it isn't used again.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Abandon();
        Delete(Path.GetDirectoryName(file.Name)!, Id);
    }

    /// <summary>Releases the mark the way the operating system does for a killed process.</summary>
    internal void Abandon() => file.Dispose();

    private static State Look(string folder, string id)
    {
        // An ID from a server isn't used as a file name until its format is verified.
        if (id.Length != IdLength || !id.All(static c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
        {
            return State.Missing;
        }

        try
        {
            // A shared lock, so that processes that check at the same time don't mistake each other for the owner.
            using var found = new FileStream(Locate(folder, id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return State.Unlocked;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return State.Missing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return State.Locked;
        }
    }

    private static string Locate(string folder, string id) => Path.Combine(folder, id);

    private enum State
    {
        Missing,
        Unlocked,
        Locked,
    }
}
