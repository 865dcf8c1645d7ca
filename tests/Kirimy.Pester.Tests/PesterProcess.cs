using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Kirimy.PowerShell.Tools;

namespace Kirimy.Pester.Tests;

/// <summary>Runs one Pester file in its own pwsh process, with an empty home folder and no Kirimy settings.</summary>
internal static class PesterProcess
{
    // A file takes seconds. This timeout ends one that hangs, and is long enough for a busy machine.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    /// <summary>Runs the file.</summary>
    /// <param name="fileName">The file name, in the folder tests/Pester.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <returns>A result for each test.</returns>
    /// <exception cref="InvalidOperationException">The process wrote no results.</exception>
    public static async Task<IReadOnlyList<PesterResult>> RunAsync(string fileName, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("kirimy-pester-");
        try
        {
            var root = Metadata("RepositoryRoot");
            var resultPath = Path.Combine(home.FullName, "results.json");
            var start = PowerShellProgram.Start(
                "-File",
                Path.Combine(root, ".ci", "pester.ps1"),
                "-Path",
                Path.Combine(root, "tests", "Pester", fileName),
                "-PesterPath",
                Metadata("Pester"),
                "-ResultPath",
                resultPath
            );
            start.WorkingDirectory = home.FullName;
            SetUser(start.Environment, home.FullName);
            var (exitCode, output) = await RunAsync(start, cancellationToken);
            return File.Exists(resultPath)
                ? JsonSerializer.Deserialize<PesterResult[]>(await File.ReadAllTextAsync(resultPath, cancellationToken))!
                : throw new InvalidOperationException(
                    $"pwsh ended with exit code {exitCode} and wrote no results for {fileName}.\n{output}"
                );
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(MaxDuration);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static void SetUser(IDictionary<string, string?> environment, string home)
    {
        // Modules of the real user remain available, because some tests need SecretManagement, SecretStore or PSScriptAnalyzer.
        var modules = Path.Combine(
            Environment.GetEnvironmentVariable("XDG_DATA_HOME")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
            "powershell",
            "Modules"
        );
        environment["PSModulePath"] = string.Join(
            Path.PathSeparator,
            new[] { environment.TryGetValue("PSModulePath", out var path) ? path : null, modules }.Where(p => !string.IsNullOrEmpty(p))
        );
        foreach (var name in environment.Keys.Where(IsOfTheUser).ToList())
        {
            environment.Remove(name);
        }

        environment["HOME"] = environment["USERPROFILE"] = home;
        environment["APPDATA"] = environment["LOCALAPPDATA"] = Path.Combine(home, "AppData");
        environment["NO_COLOR"] = "1";
        environment["DOTNET_TieredPGO"] = "0"; // as in the test projects
    }

    private static bool IsOfTheUser(string name) =>
        name.StartsWith("KIRIMY_", StringComparison.Ordinal) || name.StartsWith("XDG_", StringComparison.Ordinal);

    private static string Metadata(string key) =>
        typeof(PesterProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
