using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The folders of a project depend on each other in one direction only.</summary>
public sealed class NamespaceTests
{
    private const string Core = "Core";
    private const string Desktop = "Desktop";

    [Theory]
    [InlineData("Kirimy")]
    [InlineData("Kirimy.Client")]
    [InlineData("Kirimy.Sandbox")]
    [InlineData("Kirimy.PowerShell")]
    public void Namespaces_have_no_cycles(string name)
    {
        foreach (var edition in new[] { Core, Desktop })
        {
            var cycles = NamespaceGraph.Of(name, edition).Cycles().ToList();
            Assert.True(cycles.Count == 0, string.Join(Environment.NewLine, cycles.Prepend(edition)));
        }
    }

    [Theory]
    [InlineData("Kirimy.Client", "Texts")]
    [InlineData("Kirimy.Client", "Scheduling")]
    [InlineData("Kirimy.Client", "RateLimiting", "Scheduling")]
    [InlineData("Kirimy.Client", "Network")]
    [InlineData("Kirimy.Client", "PhoneNumbers", "Texts")]
    [InlineData("Kirimy.Client", "Api", "Network")]
    [InlineData("Kirimy.Client", "Ledger", "Messages", "RateLimiting", "Scheduling")]
    [InlineData("Kirimy.Client", "Delivery", "Api", "Ledger", "Messages", "Network", "RateLimiting", "Scheduling", "Texts")]
    [InlineData("Kirimy.Sandbox", "Http")]
    [InlineData("Kirimy.Sandbox", "Messages")]
    [InlineData("Kirimy.Sandbox", "Service", "Http", "Messages")]
    [InlineData("Kirimy.Sandbox", "Inbox", "Http", "Messages", "Service")]
    public void A_namespace_uses_only_the_namespaces_below_it(string project, string folder, params string[] allowed)
    {
        foreach (var edition in new[] { Core, Desktop })
        {
            var used = NamespaceGraph.Of(project, edition).UsedBy($"{project}.{folder}");
            Assert.Empty(used.Except([project, .. allowed.Select(a => $"{project}.{a}")]));
        }
    }

    [Theory]
    [InlineData("PhoneNumbers", "Kirimy.Client.PhoneNumbers")]
    [InlineData("StackExchange.Redis", "Kirimy.Client.Ledger.Redis")]
    [InlineData("SQLitePCLRaw.core", "Kirimy.Client.Ledger.Sqlite")]
    [InlineData("Sylvan.Data.Csv", "Kirimy.Client.Contacts")]
    public void A_package_is_used_by_one_folder(string package, string folder)
    {
        foreach (var edition in new[] { Core, Desktop })
        {
            Assert.Equal([folder], NamespaceGraph.Of("Kirimy.Client", edition).UsersOf(package));
        }
    }
}
