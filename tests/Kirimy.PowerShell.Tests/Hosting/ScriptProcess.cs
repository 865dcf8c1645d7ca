using System.Diagnostics;
using System.Text;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>PowerShell's engine in a process of its own, which runs one script and nothing else.</summary>
internal sealed class ScriptProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    /// <param name="scriptHost">The program that runs scripts.</param>
    /// <param name="script">The script.</param>
    /// <param name="variables">Environment variables of the process, beside those of this one.</param>
    public ScriptProcess(string scriptHost, string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(scriptHost);
        start.ArgumentList.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(script)));
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends the process at once, with no time to do anything: SIGKILL.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>What it wrote, a line each, and its errors.</returns>
    public async Task<(string[] Lines, string Errors)> EndAsync()
    {
        await process.WaitForExitAsync();
        return ((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), await errors);
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
