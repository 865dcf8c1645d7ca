using Kirimy.Client.Profiles;

namespace Kirimy.Client.Tests.Profiles;

/// <summary>A profile file in its own folder, which is deleted after the test.</summary>
internal sealed class ProfileFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kirimy-profiles-").FullName;

    public ProfileFile(string? text = null)
    {
        Path = System.IO.Path.Combine(folder, "kirimy", "profiles.json");
        Store = new ProfileStore(Path);
        if (text is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText(Path, text);
        }
    }

    public string Path { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public ProfileStore Store { get; }

    public string Text => File.ReadAllText(Path);

    public Profile Set(string name, string parameter, object? value, bool? isDefault = null) =>
        Store.Set(name, new Dictionary<string, object?> { [parameter] = value }, isDefault, CancellationToken.None);

    /// <summary>Returns the error of reading the file.</summary>
    public KirimyException Refusal() => Assert.Throws<KirimyException>(Store.Read);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
