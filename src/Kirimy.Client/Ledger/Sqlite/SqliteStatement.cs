using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>One prepared statement, used again and again. <see cref="Dispose"/> makes it ready for its next use; its file ends it.</summary>
internal sealed class SqliteStatement(SqliteFile file, sqlite3_stmt statement) : IDisposable
{
    private int bound;

    /// <summary>Gives the next parameter its value.</summary>
    public SqliteStatement Bind(long value)
    {
        file.Check(raw.sqlite3_bind_int64(statement, ++bound, value));
        return this;
    }

    /// <inheritdoc cref="Bind(long)"/>
    public SqliteStatement Bind(bool value) => Bind(value ? 1L : 0L);

    /// <inheritdoc cref="Bind(long)"/>
    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    /// <inheritdoc cref="Bind(long)"/>
    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        file.Check(raw.sqlite3_bind_text(statement, ++bound, value));
        return this;
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False after the last one.</returns>
    public bool Read()
    {
        var code = raw.sqlite3_step(statement);
        if ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            // Outside of a transaction: a process that ends clears its log away, or the file system can't have one.
            code = file.Patiently(() => raw.sqlite3_step(statement));
        }

        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            file.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        using (this)
        {
            while (Read())
            {
                // What it returns is of no interest.
            }
        }
    }

    /// <summary>Runs one that returns nothing, and leaves it to the caller to look how that went.</summary>
    public int TryRun()
    {
        var code = raw.sqlite3_step(statement);
        Dispose();
        return code == raw.SQLITE_DONE ? raw.SQLITE_OK : code;
    }

    /// <summary>Runs it, and takes the first column of its first row.</summary>
    public long? Number()
    {
        using (this)
        {
            return Read() ? GetNumber(0) : null;
        }
    }

    public long GetLong(int column) => raw.sqlite3_column_int64(statement, column);

    public long? GetNumber(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(statement, column);

    public string? GetText(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <inheritdoc/>
    public void Dispose()
    {
        bound = 0;

        // Says again what the last step said.
        _ = raw.sqlite3_reset(statement);
    }

    /// <summary>Ends it.</summary>
    public void Close() => statement.Dispose();

    private SqliteStatement BindNull()
    {
        file.Check(raw.sqlite3_bind_null(statement, ++bound));
        return this;
    }
}
