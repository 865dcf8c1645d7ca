using System.ComponentModel;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The native library, loaded by its path, because .NET Framework doesn't search its folder.</summary>
internal static class SqliteLibrary
{
    /// <summary>LOAD_WITH_ALTERED_SEARCH_PATH: dependencies of the library are searched in its folder.</summary>
    private const uint BesideIt = 0x8;

    static SqliteLibrary()
    {
        SQLite3Provider_dynamic_cdecl.Setup("e_sqlite3", new Exports(Find()));
        raw.SetProvider(new SQLite3Provider_dynamic_cdecl());
    }

    /// <summary>Makes sure that it is loaded.</summary>
    public static void Load() => raw.sqlite3_libversion_number();

    /// <summary>
    /// Whether the file at a connection's path isn't the opened one. Windows doesn't allow moving an open file.
    /// </summary>
    public static bool HasMoved(sqlite3 connection)
    {
        _ = connection;
        return false;
    }

    private static IntPtr Find()
    {
        var architecture = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X86 => "win-x86",
            Architecture.Arm64 => "win-arm64",
            _ => "win-x64",
        };
        var folder = Path.GetDirectoryName(typeof(SqliteLibrary).Assembly.Location)!;
        var path = Path.GetFullPath(Path.Combine(folder, "..", "..", "runtimes", architecture, "native", "e_sqlite3.dll"));
        var library = LoadLibraryEx(path, IntPtr.Zero, BesideIt);
        return library != IntPtr.Zero
            ? library
            : throw new DllNotFoundException($"{path}: {new Win32Exception(Marshal.GetLastWin32Error()).Message}");
    }

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr LoadLibraryEx(string path, IntPtr reserved, uint flags);

    [DllImport("kernel32", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetProcAddress(IntPtr library, string name);

    private sealed class Exports(IntPtr library) : IGetFunctionPointer
    {
        public IntPtr GetFunctionPointer(string name) => GetProcAddress(library, name);
    }
}
