using System.Diagnostics;
using Kirimy.PowerShell.Tools;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>A real pwsh that runs one script and nothing else.</summary>
internal sealed class ScriptProcess : IDisposable
{
    // PowerShell stores a startup profile, and loads those assemblies in the background at the next start.
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("kirimy-cache-");
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    /// <param name="script">The script.</param>
    /// <param name="variables">Environment variables of the process, in addition to those of this one.</param>
    public ScriptProcess(string script, params (string Name, string Value)[] variables)
    {
        var start = PowerShellProgram.Start("-Command", script);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["NO_COLOR"] = "1";
        start.Environment["XDG_CACHE_HOME"] = cache.FullName;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Kills the process (SIGKILL).</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for its end.</summary>
    /// <returns>The output lines and the errors.</returns>
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
            process.WaitForExit();
        }

        process.Dispose();
        cache.Delete(recursive: true);
    }
}
