using System.Runtime.Loader;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

public sealed class LoadingTests
{
    [Fact]
    public void Importing_three_times_with_force_works()
    {
        using var session = PowerShellSession.Open(import: false);
        var run = session.Run(
            "param($path) 1..3 | ForEach-Object { Import-Module $path -Force -PassThru }",
            ("path", BuiltModule.ManifestPath)
        );
        Assert.Equal(3, run.Clean().Output.Count);
    }

    [Fact]
    public void A_contract_type_resolves_by_name()
    {
        using var session = PowerShellSession.Open();
        var type = Assert.Single(session.Run("[Kirimy.SendResult]").Clean().As<Type>());
        Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(type.Assembly));
    }
}
