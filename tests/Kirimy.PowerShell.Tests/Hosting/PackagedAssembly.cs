using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>An assembly of the built module, which is read without loading it, so both editions can be tested on any system.</summary>
internal sealed class PackagedAssembly
{
    private PackagedAssembly(string path, MetadataReader reader)
    {
        Path = path;
        var definition = reader.GetAssemblyDefinition();
        Name = reader.GetString(definition.Name);
        Version = definition.Version;
        var references = reader.AssemblyReferences.Select(reader.GetAssemblyReference).ToList();
        References = [.. references.Select(r => reader.GetString(r.Name))];
        VersionedReferences = [.. references.Select(r => $"{reader.GetString(r.Name)} {r.Version}")];
        Cmdlets =
        [
            .. reader
                .CustomAttributes.Select(a => CmdletName(reader, reader.GetCustomAttribute(a)))
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];
    }

    public string Path { get; }

    public string Name { get; }

    public Version Version { get; }

    /// <summary>The simple names of the assemblies that it refers to.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The same with their versions, <c>Name 1.2.3.4</c>.</summary>
    public IReadOnlyList<string> VersionedReferences { get; }

    /// <summary>The commands that its types declare with [Cmdlet], as Verb-Noun.</summary>
    public IReadOnlyList<string> Cmdlets { get; }

    public bool IsOurs => Name == "Kirimy" || Name.StartsWith("Kirimy.", StringComparison.Ordinal);

    /// <summary>The managed assemblies of one edition, without the ReadyToRun images of some of them.</summary>
    public static IReadOnlyList<PackagedAssembly> Of(string edition) =>
        [
            .. Directory
                .GetFiles(System.IO.Path.Combine(BuiltModule.Folder, "bin", edition), "*.dll", SearchOption.AllDirectories)
                .Where(path => !System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)!).Contains('-', StringComparison.Ordinal))
                .Select(Read)
                .OfType<PackagedAssembly>(),
        ];

    public override string ToString() => System.IO.Path.GetRelativePath(BuiltModule.Folder, Path);

    private static PackagedAssembly? Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.HasMetadata ? new PackagedAssembly(path, file.GetMetadataReader()) : null;
    }

    private static string? CmdletName(MetadataReader reader, CustomAttribute attribute)
    {
        if (
            attribute.Constructor.Kind != HandleKind.MemberReference
            || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } type
            || reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type).Name) != "CmdletAttribute"
        )
        {
            return null;
        }

        // ECMA-335 II.23.3: a prolog of two bytes, then the constructor's arguments.
        var value = reader.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadSerializedString() + "-" + value.ReadSerializedString();
    }
}
