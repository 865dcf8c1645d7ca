using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>
/// The dependencies between the namespaces of one assembly, read from its metadata and code. Texts and <c>Platform</c>, which every folder
/// uses, count as a namespace of their own.
/// </summary>
internal sealed class NamespaceGraph
{
    private const string Foundation = "foundation";

    private readonly Dictionary<string, Dictionary<string, string>> uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> packages = new(StringComparer.Ordinal);
    private readonly string root;

    private NamespaceGraph(ModuleDefinition module)
    {
        root = module.Assembly.Name.Name;
        foreach (var type in module.GetAllTypes())
        {
            if (NamespaceOf(type) is { } from)
            {
                foreach (var used in References(type).SelectMany(Flatten))
                {
                    Add(from, type, used);
                }
            }
        }
    }

    /// <summary>Reads an assembly of the built module.</summary>
    public static NamespaceGraph Of(string name, string edition)
    {
        var path = PackagedAssembly.Of(edition).Single(a => a.Name == name).Path;
        using var module = ModuleDefinition.ReadModule(path);
        return new NamespaceGraph(module);
    }

    /// <summary>The namespaces that a namespace uses, without the foundation.</summary>
    public IEnumerable<string> UsedBy(string name) =>
        uses.TryGetValue(name, out var used) ? used.Keys.Where(n => n != Foundation).Order(StringComparer.Ordinal) : [];

    /// <summary>The namespaces that use an assembly, without the foundation.</summary>
    public IEnumerable<string> UsersOf(string package) =>
        packages.Where(p => p.Key != Foundation && p.Value.Contains(package)).Select(p => p.Key).Order();

    /// <summary>All dependencies that are part of a cycle, each with an example.</summary>
    public IEnumerable<string> Cycles() =>
        from pair in uses
        from used in pair.Value
        where Reaches(used.Key, pair.Key)
        orderby pair.Key, used.Key
        select $"{pair.Key} -> {used.Key} ({used.Value})";

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var next))
        {
            if (next == to)
            {
                return true;
            }

            if (seen.Add(next) && uses.TryGetValue(next, out var used))
            {
                foreach (var name in used.Keys)
                {
                    open.Push(name);
                }
            }
        }

        return false;
    }

    private void Add(string from, TypeDefinition type, TypeReference used)
    {
        if (used.Scope is AssemblyNameReference assembly)
        {
            (packages.TryGetValue(from, out var names) ? names : packages[from] = new(StringComparer.Ordinal)).Add(assembly.Name);
        }
        else if (used.Resolve() is { } definition && NamespaceOf(definition) is { } to && to != from)
        {
            (uses.TryGetValue(from, out var targets) ? targets : uses[from] = new(StringComparer.Ordinal)).TryAdd(
                to,
                $"{Outer(type).Name} uses {definition.Name}"
            );
        }
    }

    private string? NamespaceOf(TypeDefinition type)
    {
        var outer = Outer(type);
        return outer.Namespace == root && outer.Name is "Text" or "Platform" ? Foundation
            : outer.Namespace == root || outer.Namespace.StartsWith(root + ".", StringComparison.Ordinal) ? outer.Namespace
            : null;
    }

    private static TypeDefinition Outer(TypeDefinition type) => type.DeclaringType is { } declaring ? Outer(declaring) : type;

    private static IEnumerable<TypeReference?> References(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
            .. Attributes(type),
            .. type.Fields.SelectMany(Attributes),
            .. type.Properties.SelectMany(Attributes),
            .. type.Methods.SelectMany(References),
        ];

    private static IEnumerable<TypeReference?> References(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
        [
            method.ReturnType,
            .. method.Parameters.Select(p => p.ParameterType),
            .. Attributes(method),
        ];
        return method.HasBody
            ? signature
                .Concat(method.Body.Variables.Select(v => v.VariableType))
                .Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType))
                .Concat(method.Body.Instructions.SelectMany(i => Operands(i.Operand)))
            : signature;
    }

    private static IEnumerable<TypeReference?> Operands(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
            MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
            _ => [],
        };

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(a =>
            a.ConstructorArguments.Select(argument => argument.Value as TypeReference).Append(a.AttributeType)
        );

    /// <summary>The types that a type is made of: an array's elements, a generic type's arguments.</summary>
    private static IEnumerable<TypeReference> Flatten(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Append(generic.ElementType),
            TypeSpecification specification => Flatten(specification.ElementType),
            _ => [type],
        };
}
