using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The native library, found by .NET in this assembly's load context.</summary>
internal static class SqliteLibrary
{
    static SqliteLibrary() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    /// <summary>Makes sure that it is loaded.</summary>
    public static void Load() => raw.sqlite3_libversion_number();
}
