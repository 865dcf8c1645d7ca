namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// How processes know that one of them is alive: it has a file of its own beside the ledger open that nobody else can open. The system
/// closes it however the process ends.
/// </summary>
internal sealed class HolderFile : IDisposable
{
    private readonly FileStream file;

    private HolderFile(string id, FileStream file)
    {
        Id = id;
        this.file = file;
    }

    /// <summary>What claims name their holder by.</summary>
    public string Id { get; }

    /// <summary>Makes a new holder.</summary>
    /// <param name="path">The ledger.</param>
    public static HolderFile Create(string path)
    {
        try
        {
            Platform.CreatePrivateFolder(Folder(path));
            var id = Platform.RandomAlphanumeric(20);
            return new HolderFile(id, Platform.CreatePrivateFile(Locate(path, id), FileOptions.DeleteOnClose));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SqliteFault.Unavailable(path, exception.Message, exception);
        }
    }

    /// <summary>Whether a holder is alive.</summary>
    public static bool IsAlive(string path, string id)
    {
        try
        {
            using var found = new FileStream(Locate(path, id), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Clears away what a holder left that is gone.</summary>
    public static void Delete(string path, string id)
    {
        try
        {
            File.Delete(Locate(path, id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty file stays behind; nobody asks for it again.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static string Folder(string path) => path + ".holders";

    private static string Locate(string path, string id) => Path.Combine(Folder(path), id);
}
