using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The errors about a file that can't be used: which one, why, and what to do.</summary>
internal static class SqliteFault
{
    /// <summary>The result code of SQLite.</summary>
    /// <param name="path">The ledger.</param>
    /// <param name="code">The extended result code.</param>
    /// <param name="text">SQLite's own words.</param>
    public static KirimyException From(string path, int code, string text) =>
        (code & 0xff) switch
        {
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR or raw.SQLITE_MISMATCH or raw.SQLITE_CONSTRAINT => Damaged(
                path,
                text
            ),
            raw.SQLITE_FULL => Unavailable(path, Text.Ledger_Full),
            // No room for the file beside it by which its readers and writers agree.
            raw.SQLITE_IOERR when code == raw.SQLITE_IOERR_SHMSIZE => Unavailable(path, Text.Ledger_Full),
            raw.SQLITE_READONLY => Unavailable(path, Text.Ledger_ReadOnly),
            _ => Unavailable(path, text + "."),
        };

    /// <summary>Others kept it locked for as long as was waited.</summary>
    public static KirimyException Locked(string path, TimeSpan waited) => Unavailable(path, Text.Ledger_Locked.With(waited.TotalSeconds));

    public static KirimyException Unavailable(string path, string reason, Exception? cause = null) =>
        new(ErrorCode.LedgerUnavailable, Text.Ledger_Unavailable.With(path, reason), cause);

    public static KirimyException Damaged(string path, string reason) =>
        new(ErrorCode.LedgerDamaged, (IsLedger(path) ? Text.Ledger_Damaged : Text.Ledger_NotALedger).With(path, reason));

    // Another file, such as one with contacts, has no folder of marks. The advice must not be to delete it.
    private static bool IsLedger(string path) => Directory.Exists(path + ".marks");

    public static KirimyException Newer(string path, long version, int known) =>
        new(ErrorCode.LedgerVersionUnsupported, Text.Ledger_Newer.With(path, version, known));
}
