using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Tests;

/// <summary>A Kirimy.BatchPlan as a script reads it.</summary>
internal sealed class ShownPlan(PSObject plan)
{
    public TimeSpan Duration => (TimeSpan)plan.Properties["Duration"].Value;

    public IReadOnlyList<string> Sessions => (IReadOnlyList<string>)plan.Properties["Sessions"].Value;

    public IReadOnlyList<string> Checklist => (IReadOnlyList<string>)plan.Properties["Checklist"].Value;

    public IReadOnlyList<ShownPreview> Samples =>
        [.. ((IEnumerable)plan.Properties["Samples"].Value).Cast<object>().Select(s => ShownPreview.Of(PSObject.AsPSObject(s)))];

    /// <summary>Numbers by name. An unknown one is null.</summary>
    public int?[] Numbers(params string[] names) => [.. names.Select(name => (int?)plan.Properties[name].Value)];

    /// <summary>The named counts in their order.</summary>
    public string[] Counts(string name) =>
        [.. ((IReadOnlyDictionary<string, int>)plan.Properties[name].Value).Select(pair => $"{pair.Key} {pair.Value}")];
}
