using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>Creates the errors about an unusable file: its path, the cause and the recommended action.</summary>
internal static class SqliteFault
{
    /// <summary>The result code of SQLite.</summary>
    /// <param name="code">The extended result code.</param>
    public static KirimyException From(string path, int code, string text) =>
        (code & 0xff) switch
        {
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR or raw.SQLITE_MISMATCH or raw.SQLITE_CONSTRAINT => Damaged(
                path,
                text
            ),
            raw.SQLITE_FULL => Unavailable(path, Text.Ledger_Full),
            // The disk has no space for the shared-memory file of the write-ahead log.
            raw.SQLITE_IOERR when code == raw.SQLITE_IOERR_SHMSIZE => Unavailable(path, Text.Ledger_Full),
            raw.SQLITE_READONLY => Unavailable(path, Text.Ledger_ReadOnly),
            _ => Unavailable(path, text + "."),
        };

    /// <summary>Other processes kept it locked until the timeout.</summary>
    public static KirimyException Locked(string path, TimeSpan waited) => Unavailable(path, Text.Ledger_Locked.With(waited.TotalSeconds));

    public static KirimyException Unavailable(string path, string reason, Exception? cause = null) =>
        new(ErrorCode.LedgerUnavailable, Text.Ledger_Unavailable.With(path, reason), cause);

    public static KirimyException Damaged(string path, string reason) =>
        new(ErrorCode.LedgerDamaged, (IsLedger(path) ? Text.Ledger_Damaged : Text.Ledger_NotALedger).With(path, reason));

    // A file that isn't a ledger, such as a contact file, has no folder of marks. The message must not recommend deleting it.
    private static bool IsLedger(string path) => Directory.Exists(path + ".marks");

    public static KirimyException Newer(string path, long version, int known) =>
        new(ErrorCode.LedgerVersionUnsupported, Text.Ledger_Newer.With(path, version, known));
}
