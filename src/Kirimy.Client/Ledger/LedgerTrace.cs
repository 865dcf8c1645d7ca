namespace Kirimy.Client.Ledger;

/// <summary>
/// A trace which shows that a ledger was used before, even if the ledger itself is gone: an empty file beside it whose name is the ledger's
/// ID. Without it, a ledger that was deleted would be taken for a new one, and its messages would be sent again.
/// </summary>
internal static class LedgerTrace
{
    private const string Extension = ".ledger";

    /// <summary>The folder beside a ledger's file; it holds the trace and the marks of live processes.</summary>
    public static string FolderOf(string path) => path + ".marks";

    /// <summary>The ID of the ledger that was at a path last; null if there was none.</summary>
    public static string? Find(string path) => FindIn(FolderOf(path), "*");

    /// <summary>Creates the trace of a ledger.</summary>
    public static void Leave(string path, string id) => LeaveIn(FolderOf(path), id);

    /// <summary>The ID in a folder's trace.</summary>
    /// <param name="pattern">The pattern of the ID, with a wildcard.</param>
    public static string? FindIn(string folder, string pattern) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, pattern + Extension).Select(Path.GetFileNameWithoutExtension).FirstOrDefault()
            : null;

    /// <summary>Creates a trace in a folder.</summary>
    public static void LeaveIn(string folder, string id)
    {
        var path = Path.Combine(folder, id + Extension);
        try
        {
            Platform.CreatePrivateFolder(folder);
            Platform.CreatePrivateFile(path, FileOptions.None).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process created it first.
        }
    }
}
