using Mono.Cecil;

// Copies an assembly without the embedded resources whose names begin with one of some prefixes. A prefix without a match is an error,
// because the package has changed and the list of prefixes must be reviewed.
if (args.Length < 3)
{
    await Console.Error.WriteLineAsync("usage: Kirimy.ResourceTrimmer <assembly> <file to write> <prefix of a resource's name> ...");
    return 2;
}

using var assembly = AssemblyDefinition.ReadAssembly(args[0]);
var resources = assembly.MainModule.Resources;
foreach (var prefix in args[2..])
{
    var unread = resources.Where(resource => resource.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
    if (unread.Count == 0)
    {
        await Console.Out.WriteLineAsync($"{args[0]}: error KT001: no resource's name begins with {prefix}.");
        return 1;
    }

    foreach (var resource in unread)
    {
        resources.Remove(resource);
    }
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);

// The module ID is derived from the content, so equal input produces equal bytes.
assembly.Write(args[1], new WriterParameters { DeterministicMvid = true });
return 0;
