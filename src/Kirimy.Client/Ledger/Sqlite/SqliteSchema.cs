namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The database schema of a ledger.</summary>
internal static class SqliteSchema
{
    /// <summary>The application ID in SQLite's header: "Krmy".</summary>
    private const int ApplicationId = 0x4b726d79;

    /// <summary>The version of the schema; lower versions were never released.</summary>
    private const int Version = 12;

    private const int IdLength = 16;

    /// <summary>
    /// Times are microseconds since 1970 in UTC. A record with an owner is in progress; its status is then the previous one.
    /// A day that the service ended is closed for limits up to the one that was in force.
    /// A row that was refused before it became a message has a place instead of a message_key. The indexes by batch contain all that
    /// Get-KirimyBatch needs. An ID is never reused, because an entry may refer to a row that another process has deleted.
    /// </summary>
    private const string Tables = """
        CREATE TABLE ledger (id TEXT NOT NULL) STRICT;
        CREATE TABLE keys (
            id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, service TEXT NOT NULL,
            held_until INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0, UNIQUE (fingerprint, service)) STRICT;
        CREATE TABLE records (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key_id INTEGER NOT NULL, changed INTEGER NOT NULL, status INTEGER NOT NULL,
            owner TEXT, doubt INTEGER NOT NULL DEFAULT 0, begun INTEGER NOT NULL DEFAULT 0,
            receive TEXT NOT NULL, session TEXT, batch_id TEXT, message_key TEXT, message_id TEXT, attempts INTEGER NOT NULL DEFAULT 0,
            http_status INTEGER, error_code TEXT, error_message TEXT, message TEXT,
            name TEXT, row_number INTEGER, source_file TEXT, place TEXT) STRICT;
        CREATE INDEX records_by_time ON records (changed);
        CREATE INDEX records_by_identity ON records (batch_id, message_key, key_id) WHERE message_key IS NOT NULL;
        CREATE INDEX records_by_batch ON records (batch_id, changed, key_id, status, owner) WHERE batch_id IS NOT NULL;
        CREATE INDEX records_by_place ON records (batch_id, key_id, place) WHERE place IS NOT NULL;
        CREATE INDEX records_by_owner ON records (owner) WHERE owner IS NOT NULL;
        CREATE TABLE batches (
            key_id INTEGER NOT NULL, batch_id TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, total INTEGER,
            PRIMARY KEY (key_id, batch_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE requests (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key_id INTEGER NOT NULL, record_id INTEGER NOT NULL, owner TEXT NOT NULL,
            state INTEGER NOT NULL, began INTEGER NOT NULL, ends INTEGER NOT NULL, session TEXT NOT NULL, day INTEGER NOT NULL) STRICT;
        CREATE INDEX requests_by_end ON requests (key_id, ends);
        CREATE TABLE days (
            key_id INTEGER NOT NULL, session TEXT NOT NULL, day INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0,
            closed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (key_id, session, day)) STRICT, WITHOUT ROWID;
        CREATE TABLE alerts (
            key_id INTEGER NOT NULL, name TEXT NOT NULL, owner TEXT, sent INTEGER, held INTEGER NOT NULL DEFAULT 0, since INTEGER,
            changed INTEGER NOT NULL, PRIMARY KEY (key_id, name)) STRICT, WITHOUT ROWID;
        CREATE INDEX alerts_by_time ON alerts (changed);
        """;

    /// <summary>Creates the schema in an empty file.</summary>
    /// <exception cref="KirimyException">LEDGER_VERSION_UNSUPPORTED; LEDGER_DAMAGED: the file belongs to another program.</exception>
    public static void Apply(SqliteDatabase database)
    {
        if (IsPresent(database))
        {
            return;
        }

        // In WAL mode, readers and the writer don't block each other. The mode is stored in the file; if the file system doesn't support
        // it, SQLite keeps its rollback journal.
        database.Ask("PRAGMA journal_mode = WAL");
        database.Write(() =>
        {
            // Another process may have created it first.
            if (!IsPresent(database))
            {
                database.Run(Tables);
                database.Execute("INSERT INTO ledger (id) VALUES (?)", Platform.RandomAlphanumeric(IdLength));
                database.Run(FormattableString.Invariant($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
            }

            return true;
        });
    }

    private static bool IsPresent(SqliteDatabase database)
    {
        var application = Number(database, "PRAGMA application_id");
        var version = Number(database, "PRAGMA user_version");
        if (application == ApplicationId)
        {
            return version switch
            {
                Version => true,
                > Version => throw SqliteFault.Newer(database.Path, version, Version),
                _ => throw SqliteFault.Damaged(database.Path, Text.Ledger_ForeignFile),
            };
        }

        if (application == 0 && version == 0 && Number(database, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            return false;
        }

        // Another process may have created it between these two checks.
        return application == Number(database, "PRAGMA application_id")
            ? throw SqliteFault.Damaged(database.Path, Text.Ledger_ForeignFile)
            : IsPresent(database);
    }

    private static long Number(SqliteDatabase database, string sql) => long.Parse(database.Ask(sql) ?? "0", CultureInfo.InvariantCulture);
}
