using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>
/// How a process knows at once that another one of its own machine is gone, where Redis would only know after the lease: each has a file
/// open that nobody else can open meanwhile. Of other machines' processes it knows nothing.
/// </summary>
/// <param name="folder">Where the files are, for all processes of a user.</param>
internal sealed class LocalHolders(string folder)
{
    /// <summary>Those of the user that this process runs as.</summary>
    public static LocalHolders Default => new(Path.Combine(Path.GetDirectoryName(LedgerAddress.Default.ToString())!, "redis.holders"));

    /// <summary>Marks this process as alive until the mark is disposed of; null where no file can be made.</summary>
    /// <param name="id">What it is known by.</param>
    public Mark? TryMark(string id)
    {
        try
        {
            Platform.CreatePrivateFolder(folder);
            return new Mark(Locate(id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without it the lease is waited for.
            return null;
        }
    }

    /// <summary>Lets Redis know of those that are gone.</summary>
    public async Task BuryAsync(RedisConnection connection, string scope, CancellationToken cancellationToken)
    {
        foreach (var id in await connection.ReadHoldersAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            if (IsGone(id))
            {
                RedisValue[] arguments = [id, RedisTime.Write(RedisLedgerStore.Lease)];
                await connection.RunAsync(RedisScript.Leave, scope, arguments, cancellationToken).ConfigureAwait(false);
                Delete(Locate(id));
            }
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty file stays behind; nobody asks for it again.
        }
    }

    /// <summary>Whether a process was of this machine and is no more.</summary>
    private bool IsGone(string id)
    {
        // What the server says is no path until it is known to be a name that a process gave itself.
        if (id.Length == 0 || !id.All(static c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
        {
            return false;
        }

        try
        {
            using var found = new FileStream(Locate(id), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string Locate(string id) => Path.Combine(folder, id);

    /// <summary>A process's sign of life.</summary>
    internal sealed class Mark(string path) : IDisposable
    {
        private readonly FileStream file = Platform.CreatePrivateFile(path, FileOptions.None);

        public void Dispose()
        {
            file.Dispose();
            Delete(path);
        }

        /// <summary>Ends as the system ends it for a process that is killed.</summary>
        public void Abandon() => file.Dispose();
    }
}
