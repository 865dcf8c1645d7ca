using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>
/// The local state of a ledger in Redis: which processes of this machine have ended (Redis would know only when their lease expires), and
/// the ledger's generation, by which a server that has lost its data is recognized.
/// </summary>
/// <param name="folder">The folder of the marks and traces, shared by all processes of a user.</param>
internal sealed class LocalMarks(string folder)
{
    /// <summary>The marks of the user that this process runs as.</summary>
    public static LocalMarks Default => new(Path.Combine(StateFolder.Path, "redis.marks"));

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Marks this process as alive; null if no file can be made: then the others wait for its lease to expire.</summary>
    public ProcessMark? TryMark() => Try(() => ProcessMark.Create(folder));

    /// <summary>The generation of a ledger that was used from this machine; null if none was.</summary>
    /// <param name="name">The server and the scope, as a file's name.</param>
    public string? FindGeneration(string name) => Try(() => LedgerTrace.FindIn(folder, name + ".*"))?.Substring(name.Length + 1);

    /// <summary>Leaves a trace of a ledger's generation. Without it, lost data is noticed only by a run that is in progress.</summary>
    public void LeaveGeneration(string name, string generation) =>
        Try(() =>
        {
            LedgerTrace.LeaveIn(folder, name + "." + generation);
            return folder;
        });

    /// <summary>Reports this machine's ended processes to Redis.</summary>
    public async Task RecoverAsync(RedisConnection connection, string scope, CancellationToken cancellationToken)
    {
        foreach (var id in await connection.ReadOwnersAsync(scope, cancellationToken).ConfigureAwait(false))
        {
            if (ProcessMark.IsAbandoned(folder, id))
            {
                RedisValue[] arguments = [id, RedisLedgerStore.LeaseLength, string.Empty];
                await connection.RunAsync(RedisScript.Leave, scope, arguments, cancellationToken).ConfigureAwait(false);
                ProcessMark.Delete(folder, id);
            }
        }
    }

    private static T? Try<T>(Func<T?> step)
        where T : class
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
