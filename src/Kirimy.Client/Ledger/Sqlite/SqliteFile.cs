using System.Diagnostics;
using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// A connection to a ledger's file. All that goes wrong is a <see cref="KirimyException"/> that names the file. Not for several threads
/// at once.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>Between two looks at a locked file, in milliseconds; random, so that nobody is always late. A commit takes about as long.</summary>
    private const int LongestNap = 4;

    private readonly sqlite3 connection;
    private readonly TimeSpan timeout;
    private readonly Dictionary<string, SqliteStatement> statements = new(SqlComparer.Instance);
    private long undone;

    private SqliteFile(string path, sqlite3 connection, TimeSpan timeout)
    {
        Path = path;
        this.connection = connection;
        this.timeout = timeout;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Opens a ledger; makes one, its owner's alone, where there is none.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="timeout">How long a locked file is waited for.</param>
    public static SqliteFile Open(string path, TimeSpan timeout)
    {
        Make(path);
        var file = new SqliteFile(path, Connect(path), timeout);
        try
        {
            if (raw.sqlite3_db_readonly(file.connection, "main") == 1)
            {
                throw SqliteFault.Unavailable(path, Text.Ledger_ReadOnly);
            }

            SqliteSchema.Apply(file);

            // A record has to outlive the machine's next moment: WAL alone syncs at checkpoints only.
            file.Execute("PRAGMA synchronous = FULL");

            // A checkpoint costs as much as many commits, and writes a page that changed in all of them once.
            file.Execute("PRAGMA wal_autocheckpoint = 4000");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A statement, prepared at its first use.</summary>
    /// <param name="sql">A constant.</param>
    public SqliteStatement Query(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            sqlite3_stmt? prepared = null;
            Check(Patiently(() => raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out prepared)));
            statements.Add(sql, statement = new SqliteStatement(this, prepared!));
        }

        return statement;
    }

    /// <summary>Runs statements that are not kept.</summary>
    public void Execute(string sql)
    {
        Check(Patiently(() => raw.sqlite3_exec(connection, sql)));
    }

    /// <summary>The first column of the first row of a statement that is not kept.</summary>
    public string? Ask(string sql)
    {
        string? answer = null;
        Check(
            Patiently(() =>
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

    /// <summary>Does something in one transaction, alone among all processes: all of it is on record afterwards, or nothing.</summary>
    public T Write<T>(Func<T> work)
    {
        Begin();
        try
        {
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
        var statement = Query("BEGIN IMMEDIATE");
        Check(Patiently(statement.TryRun));
    }

    /// <summary>Ends a transaction; on the disk when this returns.</summary>
    public void Commit()
    {
        var statement = Query("COMMIT");
        Check(Patiently(statement.TryRun));
    }

    /// <summary>Ends a transaction as if it had never begun; does nothing without one.</summary>
    public void Rollback()
    {
        undone++;
        if (raw.sqlite3_get_autocommit(connection) == 0)
        {
            _ = raw.sqlite3_exec(connection, "ROLLBACK");
        }
    }

    /// <summary>
    /// Tells whether what was read in an earlier transaction is still so: another value, when another connection has committed since, or
    /// this one has undone anything. Inside of a transaction.
    /// </summary>
    public (long Others, long Undone) Version => (Query("PRAGMA data_version").Number()!.Value, undone);

    /// <summary>How many rows the last statement changed.</summary>
    public int Changed => raw.sqlite3_changes(connection);

    /// <summary>The key of the row that was added last.</summary>
    public long LastId => raw.sqlite3_last_insert_rowid(connection);

    /// <summary>Throws unless a call went well.</summary>
    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED
                ? SqliteFault.Locked(Path, timeout)
                : SqliteFault.From(Path, raw.sqlite3_extended_errcode(connection), raw.sqlite3_errmsg(connection).utf8_to_string());
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

    private static void Make(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                return;
            }

            if (Directory.Exists(path))
            {
                throw SqliteFault.Unavailable(path, Text.Ledger_IsFolder);
            }

            Platform.CreatePrivateFolder(System.IO.Path.GetDirectoryName(path)!);
            Platform.CreatePrivateFile(path, FileOptions.None).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
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

    /// <summary>Repeats a call for as long as the file is locked, within the time that is waited for it.</summary>
    public int Patiently(Func<int> call)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var code = call();
            if ((code & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
            {
                return code;
            }

            if (TimeSpan.FromSeconds((double)(Stopwatch.GetTimestamp() - began) / Stopwatch.Frequency) >= timeout)
            {
                return code;
            }

            Thread.Sleep(1 + (int)(Platform.NextRandom() * LongestNap));
        }
    }

    /// <summary>Statements are few and long, and mostly the very string that was asked for before: most of a text need not be looked at.</summary>
    private sealed class SqlComparer : IEqualityComparer<string>
    {
        public static SqlComparer Instance { get; } = new();

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string obj) => obj.Length == 0 ? 0 : (obj.Length << 16) ^ (obj[obj.Length / 2] << 8) ^ obj[obj.Length - 1];
    }
}
