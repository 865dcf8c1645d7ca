using System.Management.Automation;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

public sealed class PackageTests
{
    private const string Core = "Core";
    private const string Desktop = "Desktop";
    private static readonly HashSet<string> SharedFramework =
    [
        .. Directory
            .GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Select(f => Path.GetFileNameWithoutExtension(f)),
    ];

    public static TheoryData<string> Editions { get; } = [Core, Desktop];

    [Theory]
    [MemberData(nameof(Editions))]
    public void Only_the_cmdlet_and_contract_assemblies_are_outside_the_engine_folder(string edition)
    {
        var folder = Path.Combine(BuiltModule.Folder, "bin", edition);
        Assert.Equal(
            ["Kirimy.PowerShell.dll", "Kirimy.dll"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["engine", "id"], Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["Kirimy.PowerShell.resources.dll"], Directory.GetFiles(Path.Combine(folder, "id")).Select(Path.GetFileName));
        var engine = PackagedAssembly.Of(edition).Where(a => Path.GetDirectoryName(a.Path) != folder).Select(a => a.Name).ToArray();
        Assert.Contains("Kirimy.Client", engine);
        Assert.Contains("Kirimy.Sandbox", engine);
        Assert.Contains("PhoneNumbers", engine);
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void No_host_or_build_assembly_is_shipped(string edition)
    {
        var shipped = PackagedAssembly.Of(edition).Select(a => a.Name).ToArray();
        Assert.DoesNotContain(shipped, n => n.StartsWith("System.Management.Automation", StringComparison.Ordinal));
        Assert.DoesNotContain(shipped, n => n.StartsWith("Microsoft.PowerShell", StringComparison.Ordinal));
        Assert.DoesNotContain(shipped, n => n.StartsWith("Microsoft.Management", StringComparison.Ordinal));
        Assert.DoesNotContain(
            shipped,
            n =>
                n is "PolySharp" or "Markdig" or "Mono.Cecil" or "Kirimy.HelpBuilder" or "Kirimy.ResourceTrimmer" or "Kirimy.StartupProfile"
        );
        if (edition == Core)
        {
            // Part of .NET 10, but not of .NET 8 in PowerShell 7.4.
            Assert.DoesNotContain(shipped.Where(s => s != "System.IO.Pipelines"), SharedFramework.Contains);
        }
    }

    [Fact]
    public void Only_assemblies_text_and_help_are_shipped()
    {
        var extensions = Directory.GetFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories).Select(Path.GetExtension).Distinct();
        Assert.Equal(
            ["", ".dll", ".dylib", ".md", ".png", ".ps1xml", ".psd1", ".so", ".txt", ".xml"],
            extensions.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void SQLite_is_shipped_once_for_each_system_that_an_edition_runs_on_and_no_other()
    {
        string[] systems =
        [
            "linux-arm64",
            "linux-musl-arm64",
            "linux-musl-x64",
            "linux-x64",
            "osx-arm64",
            "osx-x64",
            "win-arm64",
            "win-x64",
            "win-x86",
        ];
        var folder = Path.Combine(BuiltModule.Folder, "bin", "runtimes");
        var expected = systems.Select(s => Path.Combine(s, "native", FileName(s)));
        var shipped = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f));
        Assert.Equal(expected, shipped.Order(StringComparer.Ordinal));

        static string FileName(string system) =>
            system.Split('-')[0] switch
            {
                "win" => "e_sqlite3.dll",
                "osx" => "libe_sqlite3.dylib",
                _ => "libe_sqlite3.so",
            };
    }

    [Fact]
    public void Every_reference_of_a_Core_assembly_is_shipped_or_in_the_host()
    {
        var assemblies = PackagedAssembly.Of(Core);
        var known = assemblies.Select(a => a.Name).Concat(SharedFramework).Append("System.Management.Automation").ToHashSet();
        Assert.Empty(assemblies.SelectMany(a => a.References.Where(r => !known.Contains(r)).Select(r => $"{a} -> {r}")));
    }

    /// <remarks>PowerShell 7.4 runs on .NET 8, which doesn't have newer versions of its assemblies.</remarks>
    [Fact]
    public void Every_reference_of_a_Kirimy_assembly_is_shipped_or_in_the_framework()
    {
        var assemblies = PackagedAssembly.Of(Core);
        var shipped = assemblies.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var foreign = assemblies
            .Where(a => a.IsOurs)
            .SelectMany(a => a.VersionedReferences)
            .Select(r => r.Split(' '))
            .Where(r => !shipped.Contains(r[0]));
        Assert.DoesNotContain(foreign, r => Version.Parse(r[1]) > new Version(8, 0, 0, 0));
    }

    /// <remarks>The types of a second copy are incompatible with the framework: HttpClient failed with one.</remarks>
    [Theory]
    [InlineData("System.Collections.Immutable")]
    [InlineData("System.Diagnostics.DiagnosticSource")]
    [InlineData("System.Memory")]
    [InlineData("System.Text.Json")]
    [InlineData("System.Threading.Channels")]
    public void Assemblies_of_the_framework_are_not_shipped_for_Core(string name) =>
        Assert.DoesNotContain(PackagedAssembly.Of(Core), a => a.Name == name);

    /// <remarks>
    /// Windows PowerShell has no binding redirects for the module. Assemblies of .NET Framework 4.7.2 are found by version, and shipped
    /// ones by name. System.ValueTuple is neither, so the resolver handles it.
    /// </remarks>
    [Fact]
    public void Every_reference_of_a_Desktop_assembly_is_shipped_or_in_the_framework()
    {
        string[] framework =
        [
            "mscorlib 4.0.0.0",
            "netstandard 2.0.0.0",
            "System 4.0.0.0",
            "System.Core 4.0.0.0",
            "System.Data 4.0.0.0",
            "System.IO.Compression 4.2.0.0",
            "System.Net.Http 4.2.0.0",
            "System.Numerics 4.0.0.0",
            "System.Management.Automation 3.0.0.0",
            "System.ValueTuple 4.0.5.0",
            "System.Xml 4.0.0.0",
        ];
        var assemblies = PackagedAssembly.Of(Desktop);
        var shipped = assemblies.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var foreign = assemblies.SelectMany(a => a.VersionedReferences).Where(r => !shipped.Contains(r.Split(' ')[0]));
        Assert.Equal(string.Empty, string.Join(", ", foreign.Except(framework).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Kirimy")]
    [InlineData("Kirimy.Client", "Kirimy")]
    [InlineData("Kirimy.Sandbox", "Kirimy")]
    [InlineData("Kirimy.PowerShell", "Kirimy", "Kirimy.Client", "Kirimy.Sandbox")]
    public void Project_dependencies_point_in_one_direction(string name, params string[] allowed)
    {
        foreach (var edition in new[] { Core, Desktop })
        {
            var assemblies = PackagedAssembly.Of(edition);
            var references = assemblies.Single(a => a.Name == name).References;
            var ours = references.Intersect(assemblies.Where(a => a.IsOurs).Select(a => a.Name)).ToArray();
            Assert.Empty(ours.Except(allowed));
            Assert.Equal(name == "Kirimy.PowerShell", references.Contains("System.Management.Automation"));
        }
    }

    /// <remarks>They are loaded into PowerShell's context, where another module may determine the version of a package.</remarks>
    [Theory]
    [InlineData("Kirimy")]
    [InlineData("Kirimy.PowerShell")]
    public void Assemblies_in_the_PowerShell_context_reference_no_package(string name)
    {
        foreach (var edition in new[] { Core, Desktop })
        {
            var assemblies = PackagedAssembly.Of(edition);
            var packages = assemblies.Where(a => !a.IsOurs).Select(a => a.Name);
            Assert.Empty(assemblies.Single(a => a.Name == name).References.Intersect(packages));
        }
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void The_manifest_exports_exactly_the_cmdlets_by_name(string edition)
    {
        var cmdlets = PackagedAssembly.Of(edition).Single(a => a.Name == "Kirimy.PowerShell").Cmdlets;
        Assert.Equal(cmdlets, ModuleManifest.Cmdlets);
        Assert.Empty(ModuleManifest.List("FunctionsToExport"));
        Assert.Empty(ModuleManifest.List("AliasesToExport"));
        Assert.Empty(ModuleManifest.List("VariablesToExport"));
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void Every_assembly_has_the_version_of_the_manifest(string edition)
    {
        var expected = new Version(ModuleManifest.Version.Major, ModuleManifest.Version.Minor, ModuleManifest.Version.Build, 0);
        var ours = PackagedAssembly.Of(edition).Where(a => a.IsOurs).ToArray();
        Assert.Equal(4 + 3, ours.Length);
        Assert.All(ours, a => Assert.Equal(expected, a.Version));
    }

    [Fact]
    public void Every_third_party_library_is_named_in_the_notices_and_no_other()
    {
        var ours = PackagedAssembly.Of(Core).Where(a => a.IsOurs).Select(a => a.Name + ".dll");
        var shipped = Directory
            .GetFiles(Path.Combine(BuiltModule.Folder, "bin"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f))
            .Except(ours);
        var named = File.ReadAllLines(Path.Combine(BuiltModule.Folder, "ThirdPartyNotices.txt"))
            .Where(l => l.StartsWith("    ", StringComparison.Ordinal))
            .Select(l => l.Trim())
            .Where(l => Path.GetExtension(l) is ".dll" or ".so" or ".dylib");
        Assert.Equal(shipped.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <remarks>Publish-PSResource and Install-PSResource evaluate a manifest only within these restrictions.</remarks>
    [Fact]
    public void The_manifest_is_in_the_language_that_module_repositories_allow()
    {
        using var session = PowerShellSession.Open(import: false);
        session
            .Run(
                """
                param($path)
                [scriptblock]::Create([IO.File]::ReadAllText($path)).CheckRestrictedLanguage(
                    [string[]]@(), [string[]]('PSEdition', 'PSScriptRoot'), $false)
                """,
                ("path", BuiltModule.ManifestPath)
            )
            .Clean();
    }

    [Fact]
    public void The_manifest_passes_Test_ModuleManifest()
    {
        using var session = PowerShellSession.Open(import: false);
        var run = session.Run("param($path) Test-ModuleManifest $path", ("path", BuiltModule.ManifestPath)).Clean();
        Assert.Empty(run.Warnings);
        Assert.Equal(ModuleManifest.Version, Assert.Single(run.As<PSModuleInfo>()).Version);
    }
}
