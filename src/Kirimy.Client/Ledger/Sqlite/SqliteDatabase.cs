using System.Diagnostics;
using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// A connection to a ledger's file. Every failure is a <see cref="KirimyException"/> that names the file. Not thread-safe.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>
    /// The maximum delay between two attempts to use a locked file, in milliseconds. The delay is random (jitter), so that no process is
    /// always late. A commit takes about as long.
    /// </summary>
    private const int MaxPause = 4;

    private readonly sqlite3 connection;
    private readonly TimeSpan timeout;
    private readonly Dictionary<string, SqliteRow> statements = new(StringComparer.Ordinal);

    private SqliteDatabase(string path, sqlite3 connection, TimeSpan timeout)
    {
        Path = path;
        this.connection = connection;
        this.timeout = timeout;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The folder with the marks of the processes and the trace of the last ledger at this path.</summary>
    public string Marks => LedgerTrace.FolderOf(Path);

    /// <summary>The key of the row that was added last.</summary>
    public long LastId => raw.sqlite3_last_insert_rowid(connection);

    /// <summary>Opens a ledger. Creates one that only its owner can read, unless there is or was one at this path.</summary>
    /// <param name="timeout">The timeout for a locked file.</param>
    public static SqliteDatabase Open(string path, TimeSpan timeout)
    {
        // Before the file is created, because a ledger is complete once it has its trace.
        var trace = LedgerTrace.Find(path);
        Create(path, trace);
        var database = new SqliteDatabase(path, Connect(path), timeout);
        try
        {
            if (raw.sqlite3_db_readonly(database.connection, "main") == 1)
            {
                throw SqliteFault.Unavailable(path, Text.Ledger_ReadOnly);
            }

            SqliteSchema.Apply(database);
            var id = database.Ask("SELECT id FROM ledger")!;
            if (trace is null)
            {
                Leave(path, id);
            }
            else if (trace != id)
            {
                throw SqliteFault.Damaged(path, Text.Ledger_Replaced);
            }

            // Records must survive a power loss. By default, a write-ahead log is flushed to disk only at checkpoints.
            database.Run("PRAGMA synchronous = FULL");

            // A checkpoint takes as long as many commits, and writes a page that changed in several commits only once.
            database.Run("PRAGMA wal_autocheckpoint = 4000");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query, whose statement is prepared once.</summary>
    public SqliteRow Query(string sql, params object?[] values)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            sqlite3_stmt? prepared = null;
            Check(Retry(() => raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out prepared)));
            statements.Add(sql, statement = new SqliteRow(this, prepared!));
        }

        return statement.Bind(values);
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>The number of changed rows.</returns>
    public int Execute(string sql, params object?[] values)
    {
        using var row = Query(sql, values);
        row.Read();
        return raw.sqlite3_changes(connection);
    }

    /// <summary>The first column of a query's first row.</summary>
    public long? Number(string sql, params object?[] values)
    {
        using var row = Query(sql, values);
        return row.Read() ? row.GetNumber(0) : null;
    }

    /// <summary>Runs statements without caching them.</summary>
    public void Run(string sql) => Check(Retry(() => raw.sqlite3_exec(connection, sql)));

    /// <summary>The first column of the first row of a statement, which isn't cached.</summary>
    public string? Ask(string sql)
    {
        string? answer = null;
        Check(
            Retry(() =>
            {
                var code = raw.sqlite3_prepare_v2(connection, sql, out var prepared);
                if (code != raw.SQLITE_OK)
                {
                    return code;
                }

                using (prepared)
                {
                    code = raw.sqlite3_step(prepared);
                    answer = code == raw.SQLITE_ROW ? raw.sqlite3_column_text(prepared, 0).utf8_to_string() : null;
                }

                return code is raw.SQLITE_ROW or raw.SQLITE_DONE ? raw.SQLITE_OK : code;
            })
        );
        return answer;
    }

    /// <summary>Runs an action in one exclusive transaction, which is committed as a whole or not at all.</summary>
    public T Write<T>(Func<T> work)
    {
        try
        {
            Begin();
            var result = work();
            Commit();
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Begins a transaction; waits while another process is in one.</summary>
    public void Begin()
    {
        Run("BEGIN IMMEDIATE");
        CheckIdentity();
    }

    /// <summary>Commits a transaction. It is on disk when this method returns.</summary>
    public void Commit() => Run("COMMIT");

    /// <summary>Rolls back a transaction; does nothing without one.</summary>
    public void Rollback()
    {
        if (!connection.IsClosed && raw.sqlite3_get_autocommit(connection) == 0)
        {
            _ = raw.sqlite3_exec(connection, "ROLLBACK");
        }
    }

    /// <summary>Throws if the file at the path isn't the opened one, because other processes wouldn't see what is written to it.</summary>
    public void CheckIdentity()
    {
        // SQLite detects an emptied file only when it reads a page that isn't in the write-ahead log, so the length is checked.
        if (SqliteLibrary.HasMoved(connection) || new FileInfo(Path) is not { Exists: true, Length: > 0 })
        {
            throw SqliteFault.Unavailable(Path, Text.Ledger_Moved);
        }
    }

    /// <summary>Throws unless a call succeeded.</summary>
    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED
                ? SqliteFault.Locked(Path, timeout)
                : SqliteFault.From(Path, raw.sqlite3_extended_errcode(connection), raw.sqlite3_errmsg(connection).utf8_to_string());
        }
    }

    /// <summary>Retries a call while the file is locked, until the timeout.</summary>
    public int Retry(Func<int> call)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var code = call();
            if (
                (code & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
                || TimeSpan.FromSeconds((double)(Stopwatch.GetTimestamp() - began) / Stopwatch.Frequency) >= timeout
            )
            {
                return code;
            }

            Thread.Sleep(1 + (int)(Platform.NextRandom() * MaxPause));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Close();
        }

        statements.Clear();
        connection.Dispose();
    }

    private static void Create(string path, string? trace)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw SqliteFault.Unavailable(path, Text.Ledger_IsFolder);
            }

            var file = new FileInfo(path);
            if (trace is not null && file is not { Exists: true, Length: > 0 })
            {
                throw file.Exists
                    ? SqliteFault.Damaged(path, Text.Ledger_Emptied)
                    : SqliteFault.Unavailable(path, Text.Ledger_Missing.With(LedgerTrace.FolderOf(path)));
            }

            if (!file.Exists)
            {
                Platform.CreatePrivateFolder(System.IO.Path.GetDirectoryName(path)!);
                Platform.CreatePrivateFile(path, FileOptions.None).Dispose();
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process created it first.
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw SqliteFault.Unavailable(path, exception.Message, exception);
        }
    }

    private static void Leave(string path, string id)
    {
        try
        {
            LedgerTrace.Leave(path, id);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SqliteFault.Unavailable(path, exception.Message, exception);
        }
    }

    private static sqlite3 Connect(string path)
    {
        try
        {
            SqliteLibrary.Load();
        }
        catch (Exception exception) when (exception.GetBaseException() is DllNotFoundException or BadImageFormatException)
        {
            throw SqliteFault.Unavailable(path, Text.Ledger_NoLibrary.With(exception.GetBaseException().Message), exception);
        }

        var code = raw.sqlite3_open_v2(path, out var connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code == raw.SQLITE_OK)
        {
            return connection;
        }

        var text = raw.sqlite3_errstr(code).utf8_to_string();
        connection.Dispose();
        throw SqliteFault.From(path, code, text);
    }
}
