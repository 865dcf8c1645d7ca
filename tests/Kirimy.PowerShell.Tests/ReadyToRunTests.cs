using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The ReadyToRun images of the engine; a Debug build has none, so some tests replace them.</summary>
public sealed class ReadyToRunTests
{
    private const string ShowEngine =
        "$null = Test-KirimyNumber 081234567890; "
        + "[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Kirimy.Client' } | ForEach-Object Location";

    private static readonly string EngineFolder = Path.Combine(BuiltModule.Folder, "bin", "Core", "engine");

    private static readonly string OwnSystem =
        (
            OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : "linux"
        )
        + "-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>
    /// The systems with images, and the machine type in their headers: that of the architecture, combined with a number of the system.
    /// </summary>
    private static readonly (string System, int Machine)[] Systems =
    [
        ("win-x64", 0x8664),
        ("win-arm64", 0xAA64),
        ("linux-x64", 0x8664 ^ 0x7B79),
        ("linux-arm64", 0xAA64 ^ 0x7B79),
        ("osx-arm64", 0xAA64 ^ 0x4644),
    ];

    [Fact]
    public void An_image_is_loaded_only_from_the_folder_of_its_system()
    {
        using var folder = new TemporaryFolder();
        var engine = CopyModule(folder.Path);
        foreach (var system in Systems.Select(s => s.System).Append(OwnSystem).Distinct())
        {
            var image = Path.Combine(Directory.CreateDirectory(Path.Combine(engine, system)).FullName, "Kirimy.Client.dll");
            if (system == OwnSystem)
            {
                File.Copy(Path.Combine(engine, "Kirimy.Client.dll"), image);
            }
            else
            {
                File.WriteAllText(image, "Not an assembly.");
            }
        }

        Assert.Equal(Path.Combine(engine, OwnSystem, "Kirimy.Client.dll"), LoadedEngine(folder.Path));
        Directory.Delete(Path.Combine(engine, OwnSystem), recursive: true);
        Assert.Equal(Path.Combine(engine, "Kirimy.Client.dll"), LoadedEngine(folder.Path));
    }

    [Fact]
    public void Images_are_found_for_the_named_system_on_dotnet_10_and_later()
    {
        using var folder = new TemporaryFolder();
        foreach (var (system, _) in Systems)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, system));
        }

        using var session = PowerShellSession.Open();
        var module = session.Run("(Get-Command Send-KirimyMessage).ImplementingType.Assembly").Clean().As<Assembly>()[0];
        var find = module
            .GetType("Kirimy.PowerShell.Loading.EngineLoadContext")!
            .GetMethod("FindImages", BindingFlags.Static | BindingFlags.NonPublic)!
            .CreateDelegate<Func<string, int, string, string?>>();
        foreach (var (system, _) in Systems)
        {
            Assert.Null(find(folder.Path, 8, system));
            Assert.Null(find(folder.Path, 9, system));
            Assert.Equal(Path.Combine(folder.Path, system), find(folder.Path, 10, system));
            Assert.Equal(Path.Combine(folder.Path, system), find(folder.Path, 11, system));
        }

        Assert.Null(find(folder.Path, 10, "osx-x64"));
        Assert.Null(find(folder.Path, 10, "win-x86"));
    }

    [Fact]
    public void A_Release_build_has_an_image_for_each_system_and_a_process_loads_the_matching_one()
    {
        var images = Directory.GetFiles(EngineFolder, "*.dll", SearchOption.AllDirectories).Where(IsImage).ToList();
        Assert.SkipWhen(images.Count == 0, "A Debug build has no ReadyToRun images.");
        var expected = Systems.SelectMany(s =>
            new[] { "Kirimy.Client", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3" }.Select(name =>
                (Path.Combine(s.System, name + ".dll"), s.Machine)
            )
        );
        Assert.Equal(expected.Order(), images.Select(path => (Path.GetRelativePath(EngineFolder, path), Machine(path))).Order());
        if (Systems.Any(s => s.System == OwnSystem))
        {
            Assert.Equal(Path.Combine(EngineFolder, OwnSystem, "Kirimy.Client.dll"), LoadedEngine(BuiltModule.Folder));
        }
    }

    private static string LoadedEngine(string module)
    {
        using var child = FreshProcess.Start($"Import-Module '{Path.Combine(module, "Kirimy.psd1")}'; {ShowEngine}");
        return Assert.Single(child.Lines());
    }

    /// <summary>Copies the module without native libraries, help and images, and returns the folder of its engine.</summary>
    private static string CopyModule(string target)
    {
        foreach (var path in Directory.GetFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(BuiltModule.Folder, path);
            if (relative.Contains("Desktop", StringComparison.Ordinal) || relative.Contains('-', StringComparison.Ordinal))
            {
                continue;
            }

            var copy = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        return Path.Combine(target, "bin", "Core", "engine");
    }

    private static bool IsImage(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size > 0 && Path.GetFileName(Path.GetDirectoryName(path)) != "engine";
    }

    private static int Machine(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return (int)file.PEHeaders.CoffHeader.Machine;
    }
}
