using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Kirimy.Pester.Tests;

/// <summary>The tests of one Pester file. The file runs once; each of its tests is a row with its own name and result.</summary>
/// <param name="fileName">The file's name, in the folder tests/Pester.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PesterFileAttribute(string fileName) : DataAttribute
{
    /// <summary>The file's name, in the folder tests/Pester.</summary>
    public string FileName { get; } = fileName;

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var results = await PesterProcess.RunAsync(FileName, TestContext.Current.CancellationToken);
        return
        [
            .. results.Select(result => new TheoryDataRow<PesterResult>(result)
            {
                TestDisplayName =
                    $"{testMethod.DeclaringType!.Name}: {result.Name}{(result.SkipReason is { } reason ? $" ({reason})" : "")}",
                Label = string.Empty,
                Skip = result.SkipReason,
            }),
        ];
    }

    /// <summary>False, because the tests are known only after the file has run.</summary>
    public override bool SupportsDiscoveryEnumeration() => false;
}
