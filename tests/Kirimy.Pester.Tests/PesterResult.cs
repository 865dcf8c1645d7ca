namespace Kirimy.Pester.Tests;

/// <summary>The result of one Pester test, or of a block or file that failed outside of its tests.</summary>
/// <param name="Name">The names of its blocks and its own, with the values of its data.</param>
/// <param name="Result">Passed, Failed, Skipped, Inconclusive or NotRun.</param>
/// <param name="Seconds">The duration.</param>
/// <param name="Message">The reason of a failure or a skip.</param>
public sealed record PesterResult(string Name, string Result, double Seconds, string Message)
{
    /// <summary>The reason for the skip, or null if the test ran.</summary>
    public string? SkipReason => Result == "Skipped" ? Message : null;

    /// <summary>Fails with Pester's message if the test didn't pass.</summary>
    public void Verify()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Pester: {Seconds:0.000} s");
        if (Result != "Passed")
        {
            Assert.Fail($"{Result}: {Message}");
        }
    }
}
