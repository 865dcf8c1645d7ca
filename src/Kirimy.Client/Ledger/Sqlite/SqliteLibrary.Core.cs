using System.Runtime.InteropServices;
using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The native library, found by .NET in this assembly's load context.</summary>
internal static class SqliteLibrary
{
    /// <summary>SQLITE_FCNTL_HAS_MOVED.</summary>
    private const int HasMovedCode = 20;

    /// <summary>The name of the opened database as a C string.</summary>
    private static readonly byte[] Main = [.. "main\0"u8];

    static SqliteLibrary() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    /// <summary>Ensures that the library is loaded.</summary>
    public static void Load() => raw.sqlite3_libversion_number();

    /// <summary>
    /// Whether the file at a connection's path isn't the opened one. Windows doesn't allow moving an open file.
    /// </summary>
    public static bool HasMoved(sqlite3 connection) =>
        FileControl(connection.DangerousGetHandle(), Main, HasMovedCode, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(IntPtr connection, byte[] database, int operation, out int argument);
}
