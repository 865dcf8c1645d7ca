namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>A new pwsh process.</summary>
internal sealed class FreshProcess : IDisposable
{
    private readonly ScriptProcess process;

    private FreshProcess(ScriptProcess process) => this.process = process;

    /// <summary>Starts a process that runs one script and nothing else.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">Environment variables of the process, in addition to those of this one.</param>
    public static FreshProcess Start(string script, params (string Name, string Value)[] variables) =>
        new(new ScriptProcess(script, variables));

    /// <summary>The output lines of the script. If the script wrote an error, the test fails.</summary>
    public string[] Lines()
    {
        var (lines, errors) = process.EndAsync().GetAwaiter().GetResult();
        Assert.Equal(string.Empty, errors);
        return lines;
    }

    public void Dispose() => process.Dispose();
}
