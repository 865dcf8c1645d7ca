namespace Kirimy.Client.Tests.Ledger;

/// <summary>A folder for the ledger of one test. It is deleted after the test.</summary>
internal sealed class LedgerFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kirimy-ledger-").FullName;

    public string Ledger => System.IO.Path.Combine(Path, "ledger.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
