using System.Diagnostics;
using System.Text;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>The engine in a process of its own, in which nothing has been loaded yet.</summary>
internal sealed class FreshProcess : IDisposable
{
    private readonly Process process;

    private FreshProcess(Process process) => this.process = process;

    /// <summary>Starts a process that runs one script and nothing else.</summary>
    public static FreshProcess Start(string script)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(BuiltModule.ScriptHost);
        start.ArgumentList.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(script)));
        return new FreshProcess(Process.Start(start)!);
    }

    /// <summary>What the script wrote, a line each; the test fails when it wrote an error.</summary>
    public string[] Lines()
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(string.Empty, errors.GetAwaiter().GetResult());
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
