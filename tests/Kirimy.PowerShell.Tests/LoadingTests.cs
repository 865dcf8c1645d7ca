using System.Reflection;
using System.Runtime.Loader;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

public sealed class LoadingTests
{
    private const string ShowLoaded =
        "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -in 'Kirimy.Client', 'Kirimy.Sandbox', 'PhoneNumbers', 'Microsoft.AspNetCore.WebUtilities', 'SQLitePCLRaw.core', 'StackExchange.Redis' }";

    private const string CheckNumber = "(Test-KirimyNumber '(021) 555-0123').IsValid";

    [Fact]
    public void Commands_work_after_repeated_imports_with_Force()
    {
        using var session = PowerShellSession.Open(import: false);
        var run = session.Run(
            $"param($path) 1..3 | ForEach-Object {{ Import-Module $path -Force; {CheckNumber} }}",
            ("path", BuiltModule.ManifestPath)
        );
        Assert.Equal([true, true, true], run.Clean().Output.Select(o => (bool)o.BaseObject));
    }

    [Fact]
    public void A_contract_type_resolves_by_name_in_the_PowerShell_context()
    {
        using var session = PowerShellSession.Open();
        var type = Assert.Single(session.Run("[Kirimy.SendResult]").Clean().As<Type>());
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(type.Assembly));
    }

    [Fact]
    public void Import_loads_neither_the_engine_nor_a_package()
    {
        // A separate process, because other tests have loaded the assemblies in this one.
        using var child = FreshProcess.Start(
            $"Import-Module '{BuiltModule.ManifestPath}'; {ShowLoaded}; 'then'; $null = {CheckNumber}; {ShowLoaded}"
        );
        var lines = child.Lines();
        Assert.Equal("then", lines[0]);
        Assert.Contains("Kirimy.Client", lines);
        Assert.Contains("PhoneNumbers", lines);
        Assert.DoesNotContain("Microsoft.AspNetCore.WebUtilities", lines);
        Assert.DoesNotContain("SQLitePCLRaw.core", lines);
        Assert.DoesNotContain("StackExchange.Redis", lines);
    }

    [Fact]
    public void A_package_that_references_a_newer_framework_gets_the_available_one()
    {
        using var child = FreshProcess.Start(
            $"Import-Module '{BuiltModule.ManifestPath}'; $null = {CheckNumber}; "
                + "$engine = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq 'Kirimy engine'; "
                + "$asked = [Reflection.AssemblyName]::new('System.Diagnostics.DiagnosticSource, Version=99.0.0.0'); "
                + "$engine.LoadFromAssemblyName($asked) -eq [Diagnostics.Activity].Assembly"
        );
        Assert.Equal(["True"], child.Lines());
    }

    [Fact]
    public void The_engine_finds_SQLite_among_the_shipped_libraries()
    {
        using var folder = new TemporaryFolder();
        var ledger = Path.Combine(folder.Path, "ledger.db");
        File.Create(ledger).Dispose();
        using var child = FreshProcess.Start($"Import-Module '{BuiltModule.ManifestPath}'; @(Get-KirimyDelivery -Ledger '{ledger}').Count");
        Assert.Equal(["0"], child.Lines());
    }

    [Fact]
    public void Two_versions_of_a_dependency_can_be_loaded_together()
    {
        using var folder = new TemporaryFolder();
        var other = ImpostorAssembly.Write(folder.Path, "PhoneNumbers", new Version(1, 2, 3, 4));
        using var child = FreshProcess.Start(
            $"$other = [Reflection.Assembly]::LoadFrom('{other}'); Import-Module '{BuiltModule.ManifestPath}'; {CheckNumber}; "
                + "$other.GetName().Version.ToString(); $other.GetType('PhoneNumbers.PhoneNumberUtil').GetMethod('Answer').Invoke($null, @()); "
                + "@([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'PhoneNumbers' }).Count"
        );
        Assert.Equal(["True", "1.2.3.4", "42", "2"], child.Lines());
    }

    [Fact]
    public void Remove_Module_unregisters_the_resolver()
    {
        using var child = FreshProcess.Start(
            "$field = [Runtime.Loader.AssemblyLoadContext].GetField('_resolving', 'Instance,NonPublic'); "
                + "function Count { @($field.GetValue([Runtime.Loader.AssemblyLoadContext]::Default).GetInvocationList() | Where-Object { $_.Method.DeclaringType.FullName -like 'Kirimy.*' }).Count } "
                + $"Import-Module '{BuiltModule.ManifestPath}'; Count; Import-Module '{BuiltModule.ManifestPath}' -Force; Count; "
                + $"Remove-Module Kirimy; Count; Import-Module '{BuiltModule.ManifestPath}'; Count; {CheckNumber}"
        );
        Assert.Equal(["1", "1", "0", "1", "True"], child.Lines());
    }

    [Fact]
    public void A_second_runspace_keeps_the_engine_when_the_first_one_removes_the_module()
    {
        using var first = PowerShellSession.Open();
        using var second = PowerShellSession.Open();
        first.Run("Remove-Module Kirimy").Clean();
        Assert.True((bool)second.Run(CheckNumber).Clean().Output[0].BaseObject);
    }

    [Fact]
    public async Task The_engine_and_its_packages_have_their_own_load_context()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var session = PowerShellSession.Open();
        session.Run(CheckNumber).Clean();
        var contexts = AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a => a.Location.StartsWith(BuiltModule.Folder, StringComparison.Ordinal))
            .ToLookup(a => AssemblyLoadContext.GetLoadContext(a)!.Name, a => a.GetName().Name!);

        // Satellite assemblies are loaded if a session of this process used another language.
        Assert.Equal(
            ["Kirimy", "Kirimy.PowerShell"],
            contexts["Default"].Where(name => name != "Kirimy.PowerShell.resources").Order(StringComparer.Ordinal)
        );
        Assert.Contains("Kirimy.Client", contexts["Kirimy engine"]);
        Assert.Contains("PhoneNumbers", contexts["Kirimy engine"]);
    }

    [Fact]
    public void No_engine_type_is_in_the_surface_that_PowerShell_reads()
    {
        using var session = PowerShellSession.Open();
        var cmdlets = session.Run("(Get-Command Send-KirimyMessage).ImplementingType.Assembly").Clean().As<Assembly>()[0];
        const BindingFlags Surface =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var shown = new List<Type>();
        foreach (var type in cmdlets.GetTypes())
        {
            shown.AddRange(type.GetInterfaces());
            if (type.BaseType is { } parent)
            {
                shown.Add(parent);
            }

            // An engine struct in a field of any visibility is loaded with the type.
            shown.AddRange(type.GetFields(Surface).Select(f => f.FieldType).Where(t => t.IsValueType));
            if (!type.IsVisible)
            {
                continue;
            }

            var attributes = type.GetCustomAttributesData().Concat(type.GetMembers(Surface).SelectMany(m => m.GetCustomAttributesData()));
            shown.AddRange(attributes.SelectMany(a => a.ConstructorArguments.Select(c => c.Value).OfType<Type>().Append(a.AttributeType)));
            shown.AddRange(
                type.GetProperties(Surface).Where(p => p.GetAccessors(nonPublic: true).Any(IsShown)).Select(p => p.PropertyType)
            );
            shown.AddRange(
                type.GetMethods(Surface).Where(IsShown).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType))
            );
        }

        Assert.NotEmpty(shown);
        Assert.DoesNotContain(shown.SelectMany(WithArguments), t => t.Assembly.GetName().Name is "Kirimy.Client" or "Kirimy.Sandbox");

        static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

        static IEnumerable<Type> WithArguments(Type type) =>
            type.GetGenericArguments().SelectMany(WithArguments).Append(type.GetElementType() ?? type).Append(type);
    }
}
