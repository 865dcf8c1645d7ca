using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The rows of one prepared statement. <see cref="Dispose"/> makes the statement ready for its next use.</summary>
internal sealed class SqliteRow(SqliteDatabase database, sqlite3_stmt statement) : IDisposable
{
    /// <summary>Binds the parameters of the statement: text, integers, Booleans or null.</summary>
    public SqliteRow Bind(object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            database.Check(
                values[i] switch
                {
                    null => raw.sqlite3_bind_null(statement, i + 1),
                    string text => raw.sqlite3_bind_text(statement, i + 1, text),
                    long number => raw.sqlite3_bind_int64(statement, i + 1, number),
                    int number => raw.sqlite3_bind_int64(statement, i + 1, number),
                    _ => throw new ArgumentException(values[i]!.GetType().Name, nameof(values)),
                }
            );
        }

        return this;
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last one.</returns>
    public bool Read()
    {
        // Outside of a transaction, the file may be locked: a process that exits deletes the write-ahead log, or the file system doesn't
        // support one.
        var code = database.Retry(() => raw.sqlite3_step(statement));
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            database.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    public long GetLong(int column) => raw.sqlite3_column_int64(statement, column);

    public long? GetNumber(int column) => IsNull(column) ? null : GetLong(column);

    public string? GetText(int column) => IsNull(column) ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <inheritdoc/>
    public void Dispose() =>
        // Returns the error of the last step again.
        _ = raw.sqlite3_reset(statement);

    /// <summary>Frees the statement.</summary>
    public void Close() => statement.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
}
