using System.Diagnostics;

namespace Kirimy.Benchmarks;

/// <summary>Starts this program in another role, as a child process. The child ends when its standard input ends.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
    }

    /// <summary>Reads the next output line. It is an error if the process ended without one.</summary>
    public string ReadLine() =>
        process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A part of the benchmark ended early; see above.");

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
