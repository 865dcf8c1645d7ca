namespace Kirimy.Client.Tests.Ledger;

/// <summary>A folder for one test's ledger, gone with it.</summary>
internal sealed class LedgerFolder : IDisposable
{
    /// <summary>Makes of a present ledger's file one of the first layout.</summary>
    public const string ToFirstLayout = """
        DROP TABLE alerts;
        ALTER TABLE records DROP COLUMN name;
        ALTER TABLE records DROP COLUMN row_number;
        ALTER TABLE records DROP COLUMN source_file;
        ALTER TABLE slots ADD COLUMN free_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX slots_by_time ON slots (key_id, free_at, number);
        CREATE INDEX claims_by_slot ON claims (key_id, slot) WHERE slot IS NOT NULL;
        PRAGMA user_version = 1;
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("kirimy-ledger-").FullName;

    public string Ledger => System.IO.Path.Combine(Path, "ledger.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
