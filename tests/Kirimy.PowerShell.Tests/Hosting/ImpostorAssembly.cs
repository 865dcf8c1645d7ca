using System.Reflection;
using System.Reflection.Emit;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>Writes an assembly that has the name of one of our packages, another version, and another content.</summary>
internal static class ImpostorAssembly
{
    public static string Write(string folder, string name, Version version)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = version }, typeof(object).Assembly);
        var type = builder
            .DefineDynamicModule(name)
            .DefineType("PhoneNumbers.PhoneNumberUtil", TypeAttributes.Public | TypeAttributes.Class);
        var code = type.DefineMethod("Answer", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []).GetILGenerator();
        code.Emit(OpCodes.Ldc_I4, 42);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        var path = Path.Combine(folder, name + ".dll");
        builder.Save(path);
        return path;
    }
}
