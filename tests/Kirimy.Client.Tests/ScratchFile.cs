namespace Kirimy.Client.Tests;

/// <summary>A file that is deleted after the test.</summary>
internal sealed class ScratchFile : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Write(byte[] content) => File.WriteAllBytes(Path, content);

    public void Write(string content) => File.WriteAllText(Path, content);

    public void Dispose() => File.Delete(Path);
}
