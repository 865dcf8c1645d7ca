using Mono.Cecil;
using Mono.Cecil.Cil;

// Writes a profile for crossgen2 --partial: all methods of an assembly, except those of some namespaces and types, which a plain alert
// calls little or not at all. Generic methods are left to the compiler, which compiles the instances that the others use. A name without
// types is an error, because the code has moved and the list must be reviewed. The format (.mibc) is an assembly whose global methods load
// tokens: AssemblyDictionary names an assembly and a method, and that method names the methods of the profile.
if (args.Length < 2)
{
    await Console.Error.WriteLineAsync("usage: Kirimy.StartupProfile <assembly> <file to write> <namespace or type to leave out> ...");
    return 2;
}

using var assembly = AssemblyDefinition.ReadAssembly(args[0]);
using var profile = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Profile", new Version()), "Profile", ModuleKind.Dll);
var module = profile.MainModule;
var types = assembly.MainModule.GetTypes().ToLookup(type => args[2..].FirstOrDefault(left => IsIn(type, left)));
foreach (var left in args[2..].Where(left => !types.Contains(left)))
{
    await Console.Out.WriteLineAsync($"{args[0]}: error KP001: no type is in the namespace {left} or has that name.");
    return 1;
}

var methods = AddMethod("Methods");
foreach (var method in types[null].Where(type => !type.HasGenericParameters).SelectMany(type => type.Methods))
{
    if (method.HasBody && !method.HasGenericParameters)
    {
        methods.Body.GetILProcessor().Emit(OpCodes.Ldtoken, module.ImportReference(method));
        methods.Body.GetILProcessor().Emit(OpCodes.Pop);
    }
}

var dictionary = AddMethod("AssemblyDictionary").Body.GetILProcessor();
dictionary.Emit(OpCodes.Ldstr, assembly.Name.Name + ";");
dictionary.Emit(OpCodes.Ldtoken, methods);
dictionary.Emit(OpCodes.Pop);

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
profile.Write(args[1], new WriterParameters { DeterministicMvid = true });
return 0;

MethodDefinition AddMethod(string name)
{
    var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
    module.Types.Single(type => type.Name == "<Module>").Methods.Add(method);
    return method;
}

static bool IsIn(TypeDefinition type, string name)
{
    while (type.DeclaringType is { } outer)
    {
        type = outer;
    }

    return type.FullName == name || type.Namespace == name || type.Namespace.StartsWith(name + ".", StringComparison.Ordinal);
}
