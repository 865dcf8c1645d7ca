namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>A folder that is deleted after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kirimy-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
