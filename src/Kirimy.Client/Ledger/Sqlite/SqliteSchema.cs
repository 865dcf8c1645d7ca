using System.Globalization;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The layout of a ledger's file, and how an older one becomes the present one.</summary>
internal static class SqliteSchema
{
    /// <summary>What SQLite's header says of whose file it is: "Krmy".</summary>
    private const int ApplicationId = 0x4b726d79;

    /// <summary>
    /// One step for each version. Times are microseconds of UTC since 1970. A record that a process is at has a claim; its own columns
    /// then still tell what was known before.
    /// </summary>
    private static readonly string[] Steps =
    [
        """
            CREATE TABLE keys (
                id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, service TEXT NOT NULL,
                held_until INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0,
                UNIQUE (fingerprint, service)) STRICT;
            CREATE TABLE slots (
                key_id INTEGER NOT NULL, number INTEGER NOT NULL,
                rested_at INTEGER NOT NULL, free_at INTEGER NOT NULL,
                PRIMARY KEY (key_id, number)) STRICT, WITHOUT ROWID;
            CREATE INDEX slots_by_time ON slots (key_id, free_at, number);
            CREATE TABLE days (
                key_id INTEGER NOT NULL, session TEXT NOT NULL, day INTEGER NOT NULL, sent INTEGER NOT NULL,
                PRIMARY KEY (key_id, session, day)) STRICT, WITHOUT ROWID;
            CREATE TABLE records (
                id INTEGER PRIMARY KEY AUTOINCREMENT, key_id INTEGER NOT NULL, changed INTEGER NOT NULL, status INTEGER NOT NULL,
                receive TEXT NOT NULL, session TEXT, batch_id TEXT, message_key TEXT, message_id TEXT, attempts INTEGER NOT NULL DEFAULT 0,
                http_status INTEGER, error_code TEXT, error_message TEXT, message TEXT) STRICT;
            CREATE INDEX records_by_time ON records (changed);
            CREATE INDEX records_by_identity ON records (batch_id, message_key, key_id) WHERE message_key IS NOT NULL;
            CREATE INDEX records_by_batch ON records (batch_id, changed) WHERE batch_id IS NOT NULL;
            CREATE TABLE claims (
                record_id INTEGER PRIMARY KEY, key_id INTEGER NOT NULL, holder TEXT NOT NULL, arrived INTEGER NOT NULL,
                slot INTEGER, start INTEGER NOT NULL DEFAULT 0, in_use INTEGER NOT NULL DEFAULT 0,
                session TEXT, day INTEGER, requests INTEGER NOT NULL DEFAULT 0) STRICT;
            CREATE INDEX claims_by_slot ON claims (key_id, slot) WHERE slot IS NOT NULL;
            """,
        """
            CREATE TABLE alerts (
                key_id INTEGER NOT NULL, name TEXT NOT NULL, holder TEXT, sent INTEGER, held INTEGER NOT NULL DEFAULT 0, since INTEGER,
                changed INTEGER NOT NULL, PRIMARY KEY (key_id, name)) STRICT, WITHOUT ROWID;
            CREATE INDEX alerts_by_time ON alerts (changed);
            """,
        // When a slot is free follows from the rest.
        """
            DROP INDEX slots_by_time;
            DROP INDEX claims_by_slot;
            ALTER TABLE slots DROP COLUMN free_at;
            """,
        """
            ALTER TABLE records ADD COLUMN name TEXT;
            ALTER TABLE records ADD COLUMN row_number INTEGER;
            ALTER TABLE records ADD COLUMN source_file TEXT;
            """,
    ];

    /// <summary>Makes an empty file a ledger, and an older ledger a present one.</summary>
    /// <exception cref="KirimyException">LEDGER_NEWER; LEDGER_DAMAGED: it is another program's.</exception>
    public static void Apply(SqliteFile file)
    {
        if (IsPresent(file))
        {
            return;
        }

        // Readers and the writer don't block each other. Kept in the file; where the file system can't, SQLite stays with its journal.
        file.Ask("PRAGMA journal_mode = WAL");
        file.Write(() =>
        {
            // Another process may have been faster.
            if (!IsPresent(file))
            {
                for (var version = Version(file); version < Steps.Length; version++)
                {
                    file.Execute(Steps[version]);
                }

                file.Execute(FormattableString.Invariant($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Steps.Length}"));
            }

            return true;
        });
    }

    private static bool IsPresent(SqliteFile file)
    {
        var application = Number(file, "PRAGMA application_id");
        var version = Version(file);
        if (application != ApplicationId)
        {
            if (application == 0 && version == 0 && Number(file, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                return false;
            }

            // Another process may have made it between two of these looks.
            return application == Number(file, "PRAGMA application_id")
                ? throw SqliteFault.Damaged(file.Path, Text.Ledger_NotOurs)
                : IsPresent(file);
        }

        return version <= Steps.Length ? version == Steps.Length : throw SqliteFault.Newer(file.Path, version, Steps.Length);
    }

    private static long Version(SqliteFile file) => Number(file, "PRAGMA user_version");

    private static long Number(SqliteFile file, string sql) => long.Parse(file.Ask(sql) ?? "0", CultureInfo.InvariantCulture);
}
